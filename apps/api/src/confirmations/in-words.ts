import {
  type Beneficiary,
  type DistributionRule,
  dayInWords,
  formatPercentage,
  type Party,
  partyName,
} from '@surety/insurance';

const LOCALE = 'en-US';

const moments = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' });

/** An instant in words, in UTC. */
export function momentInWords(moment: Date): string {
  return moments.format(moment);
}

/** A beneficiary on one line: the share, who it is, and what happens if they die first. */
export function beneficiaryInWords({ party, allocation, distribution, irrevocable }: Beneficiary): string {
  const facts = [partyName(party), ...factsOf(party), ...(irrevocable ? ['irrevocable'] : [])].join(', ');
  return `${formatPercentage(allocation)} % ${facts}${party.kind === 'person' ? HEIRS[distribution] : ''}`;
}

const HEIRS: Record<DistributionRule, string> = {
  'per-stirpes': ' (per stirpes: the share passes to their descendants)',
  'per-capita': ' (per capita: the survivors of the class share it)',
};

function factsOf(party: Party): readonly string[] {
  switch (party.kind) {
    case 'person':
      return [
        party.relationship.replaceAll('-', ' '),
        `born ${dayInWords(party.bornOn)}`,
        ...(party.custodian ? [`custodian ${party.custodian.name}`] : []),
      ];
    case 'trust':
      return [`trustee ${party.trustee}`, `agreement of ${dayInWords(party.agreementDate)}`];
    case 'organisation':
      return [`registered as ${party.registration}`];
    case 'estate':
    case 'name-only':
      return [];
  }
}
