import { type Beneficiary, type Party, partyName } from '@surety/insurance';
import { type Html, html } from '@surety/web';
import { inDays, inPercent, inWords } from '../views/format.ts';

/** What is known of a party besides the name, in one line. */
export function partyFacts(party: Party): string {
  switch (party.kind) {
    case 'person':
      return [
        `${inWords(party.relationship)}, born ${inDays(party.bornOn)}`,
        party.custodian && `custodian ${party.custodian.name} (${inWords(party.custodian.relationship).toLowerCase()})`,
        party.email,
      ]
        .filter(Boolean)
        .join('; ');
    case 'trust':
      return `Trust of ${inDays(party.agreementDate)}, trustee ${party.trustee}`;
    case 'organisation':
      return `Organisation, registration ${party.registration}`;
    case 'estate':
      return 'Paid out through probate';
    case 'name-only':
      return 'Taken over from former records, which hold the name alone';
  }
}

const DISTRIBUTIONS = {
  'per-capita': 'the other beneficiaries of this class share it',
  'per-stirpes': 'it passes to their descendants',
};

/** A beneficiary with share, name and facts; one line of a list. */
export function beneficiaryLine({ party, allocation, distribution, irrevocable }: Beneficiary): Html {
  return html`<div class="beneficiary-line">
<span class="share">${inPercent(allocation)}</span>
<div><p class="name">${partyName(party)}</p>
${irrevocable && html`<p class="muted small">Irrevocable: not to be taken away without their consent.</p>`}
<p class="muted small">${partyFacts(party)}</p>
${party.kind === 'person' && html`<p class="muted small">If they die first, ${DISTRIBUTIONS[distribution]}.</p>`}</div>
</div>`;
}
