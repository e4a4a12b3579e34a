import type { ReversalDocument } from '@surety/api-contract';
import { type Html, html } from '@surety/web';
import { ROUTES } from '../routes.ts';
import type { Page } from '../views/send-page.ts';

/** What was done about a change that was reported, and what the person should do now. */
export function reversedPage(done: ReversalDocument): Page {
  const { reported, outcome, also = [] } = done;
  const title = outcome === 'restored' ? 'The former beneficiaries are back' : 'Changes are stopped';
  const policies = [done, ...also].map(({ policyNumber }) => policyNumber);
  return {
    title,
    body: html`<section class="card narrow-card stack done">
<h1>${title}</h1>
${whatWasDone(done)}
${also.map((each) => html`<h2>Policy ${each.policyNumber}</h2>${whatWasDone(each)}`)}
<p>Nobody can change the beneficiaries of ${policies.length === 1 ? 'policy' : 'policies'} ${policies.join(', ')} until we have spoken with you.</p>
</section>
<section class="card narrow-card stack">
<h2>Secure your account now</h2>
<p>Whoever made this change could sign in as you. Choose a new password, and use it nowhere else.</p>
<p class="actions"><a class="button" href="${ROUTES.passwordReset}">Choose a new password</a></p>
<h2>What happens next</h2>
<ol><li>We send you an e-mail about this.</li>
<li>Call us by the telephone number on your policy documents, and have the number <strong>${reported}</strong> ready.</li>
<li>We make sure that it is you, look at what happened, and open the policy for changes again.</li></ol>
</section>`,
  };
}

function whatWasDone({ outcome, reported, number }: Omit<ReversalDocument, 'also'>): Html {
  switch (outcome) {
    case 'restored':
      return html`<p>Endorsement ${number} undoes ${reported}. Both stay in the history of the policy.</p>`;
    case 'changed-since':
      return html`<p>There was another change after ${reported}, so we have <strong>not</strong> put the former beneficiaries back. We look at both changes with you.</p>`;
    case 'stopped':
      return html`<p>The change had not taken effect, and never will. The beneficiaries are as they were.</p>`;
    case 'not-in-force':
      return html`<p>The policy is not in force, so we have <strong>not</strong> put the former beneficiaries back. We look at it with you.</p>`;
  }
}
