import type { EndorsementDocument } from '@surety/api-contract';
import { type Html, html } from '@surety/web';
import { beneficiariesHref, policyHref } from '../routes.ts';
import { inDays } from '../views/format.ts';
import type { ChangePageProps, Part } from './change-part.ts';
import { comparison } from './comparison.ts';

/** A draft whose time has passed. */
export function expired({ endorsement }: ChangePageProps): Part {
  return ended(endorsement, {
    title: 'This change waited too long',
    says: 'It was not confirmed in time, so nothing was changed. You can start again with what you had entered.',
  });
}

/** Another change came first, and what it did; or it was given up on its day, as its person heard by mail. */
export function superseded({ endorsement, meanwhile = [] }: ChangePageProps): Part {
  const { title, body } = ended(endorsement, endorsement.confirmedAt && meanwhile.length === 0 ? GIVEN_UP : OVERTAKEN);
  return { title, body: html`${body}${meanwhile.length > 0 && whatChanged(meanwhile)}` };
}

const OVERTAKEN = {
  title: 'The policy has changed meanwhile',
  says: 'Another change to this policy was recorded first, so this one changed nothing. You can start again from the policy as it is now, with what you had entered.',
};

const GIVEN_UP = {
  title: 'This change did not take effect',
  says: 'A newer change came first, the policy changed by other means, or somebody has to consent by now. This one changed nothing. You can start again from the policy as it is now, with what you had entered.',
};

/** Looked at, and not recorded. */
export function declined({ endorsement }: ChangePageProps): Part {
  const says = 'We looked at it and could not record it, so nothing was changed.';
  const because = endorsement.declinedBecause;
  return ended(endorsement, {
    title: 'Your change was declined',
    says: because ? `${says} The reason: ${because}` : says,
  });
}

function ended({ id, policyNumber }: EndorsementDocument, { title, says }: { title: string; says: string }): Part {
  return {
    title,
    body: html`<section class="alert warning"><p>${says}</p>
<p class="actions"><a class="button" href="${beneficiariesHref(policyNumber, { from: id })}">Start again with what I entered</a> <a class="button quiet" href="${policyHref(policyNumber)}">See the policy</a></p></section>`,
  };
}

function whatChanged(meanwhile: readonly EndorsementDocument[]): Html {
  return html`<section class="card stack" aria-labelledby="meanwhile-title"><h2 id="meanwhile-title">What changed meanwhile</h2>
${meanwhile.map(({ number, effectiveOn, before, after }) => html`<h3>Endorsement ${number}${effectiveOn && html`, ${inDays(effectiveOn)}`}</h3>${comparison(before, after)}`)}</section>`;
}
