import type { EndorsementDocument } from '@surety/api-contract';
import { BENEFICIARY_CLASSES } from '@surety/insurance';
import { csrfField, errorSummary, type Html, html } from '@surety/web';
import { comparison } from '../changes/comparison.ts';
import { beneficiariesHref, policyHref, ROUTES } from '../routes.ts';
import { IN_PLACE_SCRIPT, TOTALS_SCRIPT } from '../views/assets.ts';
import { inDays } from '../views/format.ts';
import type { Page } from '../views/send-page.ts';
import { classFieldset } from './class-fieldset.ts';
import type { FormPageProps } from './form-state.ts';
import { furtherFields } from './further-fields.ts';

/** The form that changes the beneficiaries of a policy. Every button works without script. */
export function formPage(props: FormPageProps): Page {
  const { form, policy, violations = [], problem, note, meanwhile, csrfToken } = props;
  const { number } = policy;
  const isRefused = violations.length > 0 || problem !== undefined;
  const errors = problem === undefined ? violations : [{ field: '', message: problem }, ...violations];
  return {
    title: isRefused ? 'Error: Change beneficiaries' : 'Change beneficiaries',
    current: ROUTES.policies,
    status: isRefused ? 422 : meanwhile ? 412 : 200,
    scripts: [TOTALS_SCRIPT, IN_PLACE_SCRIPT],
    body: html`<p class="crumb"><a href="${policyHref(number)}">Policy ${number}</a></p>
<h1>Change beneficiaries</h1>
<p>Name everyone who should receive something. Within each class the shares add up to exactly 100 %. Nothing changes until you have confirmed on the next pages.</p>
${errorSummary(errors)}
${note && html`<div class="alert" role="status"><p>${note}</p></div>`}
${meanwhile && whatChanged(meanwhile, number)}
<form class="designation" method="post" action="${beneficiariesHref(number)}" novalidate>
${csrfField(csrfToken)}
<input type="hidden" name="version" value="${form.version}">
<input type="hidden" name="last_endorsement" value="${form.lastEndorsement}">
<button class="default-button" name="action" value="review" tabindex="-1" aria-hidden="true">Review the change</button>
<div id="beneficiaries" class="stack wide" tabindex="-1">${BENEFICIARY_CLASSES.map((each) => classFieldset({ beneficiaryClass: each, rows: form.rows, violations }))}</div>
${furtherFields(props)}
<p class="actions form-end"><button class="button" name="action" value="review">Review the change</button> <a class="button quiet" href="${policyHref(number)}">Leave without changing</a></p>
</form>`,
  };
}

function whatChanged(meanwhile: readonly EndorsementDocument[], number: string): Html {
  return html`<section class="alert warning stack" role="alert" aria-labelledby="meanwhile-title">
<h2 id="meanwhile-title">The policy has changed since you opened this page</h2>
<p>Nothing of what you entered is lost; it is below. Look at what changed, then send the form again if it should still be so, or <a href="${beneficiariesHref(number)}">start from the policy as it is now</a>.</p>
${meanwhile.map(
  (endorsement) =>
    html`<h3>${endorsement.policyNumber !== number && `Policy ${endorsement.policyNumber}: `}Endorsement ${endorsement.number}${endorsement.effectiveOn && html`, ${inDays(endorsement.effectiveOn)}`}</h3>${comparison(endorsement.before, endorsement.after)}`,
)}
</section>`;
}
