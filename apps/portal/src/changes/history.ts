import type { EndorsementDocument } from '@surety/api-contract';
import type { EndorsementStatus } from '@surety/insurance';
import { type Html, html } from '@surety/web';
import { changeHref, confirmationDocumentHref, historyHref } from '../routes.ts';
import { inDays } from '../views/format.ts';

/** Changes of a policy: those that took effect, and those that were confirmed but did not, or not yet. */
export type PolicyHistory = {
  endorsements: readonly EndorsementDocument[];
  notInEffect: readonly EndorsementDocument[];
  /** Cursor of earlier ones; absent when there are none. */
  next?: string | undefined;
};

/** The changes of a policy in few lines, what is under way first. */
export function changesInShort(number: string, { endorsements, notInEffect }: PolicyHistory): Html {
  if (endorsements.length + notInEffect.length === 0)
    return html`<p class="muted">The beneficiaries have not been changed yet.</p>`;
  return html`<ul class="history">${notInEffect.map(underWay)}${endorsements.map(took)}</ul>
<p><a href="${historyHref(number)}">Every change with before, after and evidence</a></p>`;
}

/** Whether something about this state is worth a badge. */
const BADGES: Partial<Record<EndorsementStatus, { tint: string; says: string }>> = {
  'in-review': { tint: ' warn', says: 'Under review' },
  confirmed: { tint: ' plain', says: 'Waits for its day' },
  declined: { tint: ' bad', says: 'Declined' },
  reversed: { tint: ' warn', says: 'Undone' },
};

/** The state of a change as a word with a tint; nothing for one that is simply in effect. */
export function changeBadge({ status, number }: EndorsementDocument): Html | null {
  const badge = BADGES[status];
  if (badge === undefined) return null;
  return html` <span class="badge${badge.tint}">${status === 'reversed' && number === undefined ? 'Stopped' : badge.says}</span>`;
}

function underWay(endorsement: EndorsementDocument): Html {
  const { id, confirmedAt, effectiveOn } = endorsement;
  const when = effectiveOn ? `from ${inDays(effectiveOn)}` : `of ${inDays((confirmedAt ?? '').slice(0, 10))}`;
  return html`<li><a href="${changeHref(id)}">Change ${when}</a>${changeBadge(endorsement)}</li>`;
}

function took(endorsement: EndorsementDocument): Html {
  const { id, number, reverses, effectiveOn, confirmedAt } = endorsement;
  return html`<li><a href="${changeHref(id)}">Endorsement ${number}</a> <span class="muted">effective ${inDays(effectiveOn ?? confirmedAt?.slice(0, 10) ?? '')}</span>${changeBadge(endorsement)}${reverses && html` <span class="badge plain">Undoes ${reverses}</span>`} <a class="small" href="${confirmationDocumentHref(id)}" aria-label="Confirmation of endorsement ${number} as PDF">PDF</a></li>`;
}
