import { csrfField, errorFor, type Html, html } from '@surety/web';
import { decisionsHref, ROUTES } from '../routes.ts';
import { ownerField } from '../session/form-owner.ts';
import { reasonField, reasonId } from './reason-field.ts';
import type { ReviewPageProps } from './review-page-props.ts';

/** Approve or decline, with a reason; or why this person may do neither. */
export function decisionForm({ review, csrfToken, owner, typed, violations = [] }: ReviewPageProps): Html {
  if (review.whyNotYou !== undefined)
    return html`<section class="card stack"><h2>Your decision</h2><p class="alert warning">${review.whyNotYou} Somebody else has to.</p></section>`;
  const isThis = typed !== undefined && typed.consentId === undefined;
  const awaited = review.consents.filter(({ answer }) => answer !== 'given').map(({ name }) => name);
  return html`<section class="card stack" aria-labelledby="decision-title"><h2 id="decision-title">Your decision</h2>
${awaited.length > 0 && html`<p class="alert">It cannot be approved yet: the consent of ${awaited.join(' and ')} is missing.</p>`}
<form class="stack" method="post" action="${decisionsHref(review.id)}" novalidate>${csrfField(csrfToken)}${ownerField(owner)}
${reasonField({
  id: reasonId(),
  label: 'Reason',
  hint: 'It stands in the audit. When you decline, the policyholder reads it as well.',
  value: isThis ? typed.reason : undefined,
  error: isThis ? errorFor(violations, reasonId()) : undefined,
})}
<p class="muted small">You then prove a second factor, for exactly this decision.</p>
<p class="actions"><button class="button" name="verdict" value="approve">Approve</button> <button class="button secondary" name="verdict" value="decline">Decline</button> <a class="button quiet" href="${ROUTES.reviews}">Leave it</a></p>
</form></section>`;
}
