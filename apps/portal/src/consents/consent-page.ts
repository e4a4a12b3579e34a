import type { ConsentQuestionDocument } from '@surety/api-contract';
import type { Violation } from '@surety/insurance';
import { csrfField, errorFor, errorSummary, type Html, html, textField } from '@surety/web';
import { ROUTES } from '../routes.ts';
import { TOKEN_FIELD } from '../session/mailed-link.ts';
import { inDays, inPercent } from '../views/format.ts';
import type { Page } from '../views/send-page.ts';

export type ConsentPageProps = {
  question: ConsentQuestionDocument;
  token: string;
  csrfToken: string;
  signature?: string | undefined;
  violations?: readonly Violation[];
};

/** Asks somebody whose consent a change needs: what changes for them, and for nobody else. */
export function consentPage(props: ConsentPageProps): Page {
  const { question, token, csrfToken, signature, violations = [] } = props;
  const { name, insuredName, policyNumber, expiresAt } = question;
  const title = 'Do you consent to this change?';
  return {
    title: violations.length > 0 ? `Error: ${title}` : title,
    status: violations.length > 0 ? 422 : 200,
    body: html`<section class="card narrow-card stack">
<h1>${title}</h1>
${errorSummary(violations)}
<p>Somebody asked us to change who receives what from policy <strong>${policyNumber}</strong>${insuredName && html` on the life of ${insuredName}`}. It takes something from <strong>${name}</strong>, so it needs their consent${WHY[question.reason]}.</p>
<h2>What changes for you</h2>
${whatChanges(question)}
<p class="muted small">You can answer until ${inDays(expiresAt.slice(0, 10))}. Without your consent the change does not take effect. If you are not ${name}, close this page.</p>
</section>
<section class="card narrow-card stack"><form class="stack" method="post" action="${ROUTES.consents}" novalidate>${csrfField(csrfToken)}
<input type="hidden" name="${TOKEN_FIELD}" value="${token}">
<h2>Your answer</h2>
${textField({
  name: 'signature',
  label: 'To consent, type your full name',
  hint: 'As it stands on the policy. This counts as your signature; to refuse, leave it empty.',
  value: signature,
  error: errorFor(violations, 'signature'),
  autocomplete: 'off',
  maxLength: 200,
})}
<p class="actions"><button class="button" name="answer" value="given">I consent</button> <button class="button secondary" name="answer" value="refused">I refuse</button></p>
</form></section>`,
  };
}

const WHY: Record<ConsentQuestionDocument['reason'], string> = {
  irrevocable: ', because they are an irrevocable beneficiary',
  'community-property': ', because the law of the state where the policyholder lives gives a spouse a say',
};

function whatChanges({ before, after, askedFor }: ConsentQuestionDocument): Html {
  const share = ({ allocation, class: each }: typeof before) => html`${inPercent(allocation)}, ${each} beneficiary`;
  return html`<dl class="facts">
<div><dt>Now</dt><dd>${share(before)}</dd></div>
<div><dt>After</dt><dd>${after ? share(after) : 'Not named any more'}</dd></div>
${askedFor && html`<div><dt>From</dt><dd>${inDays(askedFor)}</dd></div>`}
</dl>${after && after.allocation === before.allocation && html`<p>What you receive stays; how you are reached, or that you cannot be removed without your consent, changes.</p>`}`;
}

/** What was written down. */
export function consentDonePage({ answer, policyNumber }: { answer: 'given' | 'refused'; policyNumber: string }): Page {
  const title = answer === 'given' ? 'You have consented' : 'You have refused';
  return {
    title,
    body: html`<section class="card narrow-card stack done">
<h1>${title}</h1>
<p>${answer === 'given' ? `We look at the change of policy ${policyNumber} with your consent. It may still be declined.` : `The change of policy ${policyNumber} does not take effect without your consent.`}</p>
<p class="muted small">If this was a mistake, or somebody pressed you, call the insurer's telephone number.</p>
</section>`,
  };
}
