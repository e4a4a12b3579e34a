import type { ReviewDocument } from '@surety/api-contract';
import { csrfField, errorFor, type Html, html } from '@surety/web';
import { ANSWERS_IN_WORDS, CONSENTS_IN_WORDS } from '../changes/holds-in-words.ts';
import { decisionsHref } from '../routes.ts';
import { ownerField } from '../session/form-owner.ts';
import { inMoments } from '../views/format.ts';
import { reasonField, reasonId } from './reason-field.ts';
import type { ReviewPageProps } from './review-page-props.ts';

type Consent = ReviewDocument['consents'][number];

/** Whose consent the change needs, what they said, and where a paper of theirs is recorded. */
export function consentSection(props: ReviewPageProps): Html | null {
  const { review } = props;
  if (review.consents.length === 0) return null;
  return html`<section class="card stack" aria-labelledby="consents-title"><h2 id="consents-title">Consents</h2>
<p>An address on a policy was typed by the policyholder: an answer by link is evidence, not a decision.</p>
${review.consents.map((consent) => consentOf(consent, props))}</section>`;
}

const TINTS = { awaited: ' warn', given: '', refused: ' bad' } as const;

function consentOf(consent: Consent, props: ReviewPageProps): Html {
  const { name, reason, policyNumber, email, emailSince, answer, answeredAt, evidence, by } = consent;
  return html`<div class="class-section">
<h3>${name} <span class="badge${TINTS[answer]}">${ANSWERS_IN_WORDS[answer]}</span></h3>
<p class="muted small">${CONSENTS_IN_WORDS[reason]}, policy ${policyNumber}; ${email ? `asked at ${email}` : 'no address on record, so nobody was asked by mail'}</p>
${emailSince && html`<p class="alert warning">This address came to the policy with a change of ${inMoments(new Date(emailSince))}.</p>`}
${answeredAt && html`<p>${by === 'staff' ? 'Recorded by staff' : 'By link'} on ${inMoments(new Date(answeredAt))}: ${evidence}</p>`}
${answer !== 'given' && props.review.whyNotYou === undefined && paperForm(consent, props)}
</div>`;
}

function paperForm({ id, name }: Consent, props: ReviewPageProps): Html {
  const { review, csrfToken, owner, typed, violations = [] } = props;
  const isThis = typed?.consentId === id;
  return html`<details${isThis && html` open`}><summary>Record a consent of ${name} on paper</summary>
<form class="stack" method="post" action="${decisionsHref(review.id)}" novalidate>${csrfField(csrfToken)}${ownerField(owner)}
<input type="hidden" name="consent_id" value="${id}">
${reasonField({
  id: reasonId(id),
  label: 'What paper there is',
  hint: 'Who signed it, when, and how you know. You then cannot approve this change: a second person does.',
  value: isThis ? typed.reason : undefined,
  error: isThis ? errorFor(violations, reasonId(id)) : undefined,
})}
<p class="actions"><button class="button secondary" name="verdict" value="record-consent">Record this consent</button></p>
</form></details>`;
}
