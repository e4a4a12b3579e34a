import { ageOn, type CalendarDate, parseCalendarDate } from './calendar-date.ts';
import { type Custodian, type Party, RELATIONSHIPS, type Relationship } from './party.ts';
import type { BeneficiaryProposal } from './proposal.ts';
import type { Violation } from './violation.ts';

const ADULT_AGE = 18;
const LONGEST_NAME = 120;
const OLDEST_YEAR = '1900-01-01';

// Control characters, and those that turn or hide the text around them. The two joiners that scripts need are not among them.
const DECEPTIVE = /[\p{Cc}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f]/u;

/** Reports what is wrong with one field of a proposal. */
type Report = (field: keyof BeneficiaryProposal, code: string, message: string) => undefined;

/** A party that keeps the rules of its kind, or everything that is wrong with it. */
export function parseParty(
  proposal: BeneficiaryProposal,
  path: string,
  today: CalendarDate,
): { party?: Party; violations: readonly Violation[] } {
  const violations: Violation[] = [];
  const report: Report = (field, code, message) => {
    violations.push({ field: `${path}/${field}`, code, message });
    return undefined;
  };
  const party = parseKind(proposal, today, report);
  return party === undefined || violations.length > 0 ? { violations } : { party, violations };
}

function parseKind(proposal: BeneficiaryProposal, today: CalendarDate, report: Report): Party | undefined {
  switch (proposal.kind) {
    case 'person':
      return parsePerson(proposal, today, report);
    case 'trust':
      return parseTrust(proposal, today, report);
    case 'organisation':
      return parseOrganisation(proposal, report);
    case 'estate':
      return { kind: 'estate' };
    default:
      return report('kind', 'kind-unknown', 'Choose a person, a trust, an organisation or the estate.');
  }
}

function parsePerson(proposal: BeneficiaryProposal, today: CalendarDate, report: Report): Party | undefined {
  const name = parseName(proposal.name, 'name', 'Enter the full legal name.', report);
  const relationship = parseRelationship(proposal.relationship, 'relationship', report);
  const bornOn = parseDate(proposal.bornOn, 'bornOn', 'Enter the date of birth as year, month and day.', {
    today,
    report,
  });
  const email = parseEmail(proposal.email, report);
  const custodian = bornOn && ageOn(bornOn, today) < ADULT_AGE ? parseCustodian(proposal, report) : undefined;
  if (!name || !relationship || !bornOn) return undefined;
  return {
    kind: 'person',
    name,
    relationship,
    bornOn,
    ...(email ? { email } : {}),
    ...(custodian ? { custodian } : {}),
  };
}

// Proceeds are not paid to a minor directly: an adult receives and manages them.
function parseCustodian(proposal: BeneficiaryProposal, report: Report): Custodian | undefined {
  const message = 'Name an adult custodian: a beneficiary under 18 cannot receive proceeds directly.';
  const name = parseName(proposal.custodianName, 'custodianName', message, report);
  const relationship = parseRelationship(proposal.custodianRelationship, 'custodianRelationship', report);
  return name && relationship ? { name, relationship } : undefined;
}

function parseTrust(proposal: BeneficiaryProposal, today: CalendarDate, report: Report): Party | undefined {
  const name = parseName(proposal.name, 'name', 'Enter the name of the trust.', report);
  const trustee = parseName(proposal.trustee, 'trustee', 'Enter the name of the trustee.', report);
  const agreementDate = parseDate(proposal.agreementDate, 'agreementDate', 'Enter the date of the trust agreement.', {
    today,
    report,
  });
  return name && trustee && agreementDate ? { kind: 'trust', name, trustee, agreementDate } : undefined;
}

function parseOrganisation(proposal: BeneficiaryProposal, report: Report): Party | undefined {
  const name = parseName(proposal.name, 'name', 'Enter the legal name of the organisation.', report);
  const registration = parseName(
    proposal.registration,
    'registration',
    'Enter its registration or tax number.',
    report,
  );
  return name && registration ? { kind: 'organisation', name, registration } : undefined;
}

function parseName(
  text: string | undefined,
  field: keyof BeneficiaryProposal,
  missing: string,
  report: Report,
): string | undefined {
  const name = (text ?? '').trim().replace(/\s+/g, ' ');
  if (name === '') return report(field, 'missing', missing);
  if (name.length > LONGEST_NAME) return report(field, 'too-long', `Use at most ${LONGEST_NAME} characters.`);
  if (DECEPTIVE.test(name)) return report(field, 'malformed', 'Use letters, digits and punctuation only.');
  return name;
}

function parseRelationship(
  text: string | undefined,
  field: keyof BeneficiaryProposal,
  report: Report,
): Relationship | undefined {
  const relationship = RELATIONSHIPS.find((known) => known === text);
  return relationship ?? report(field, 'missing', 'Choose the relationship to the insured.');
}

function parseDate(
  text: string | undefined,
  field: keyof BeneficiaryProposal,
  message: string,
  { today, report }: { today: CalendarDate; report: Report },
): CalendarDate | undefined {
  const date = parseCalendarDate((text ?? '').trim());
  if (!date) return report(field, text?.trim() ? 'malformed' : 'missing', message);
  if (date > today) return report(field, 'in-the-future', 'This date is in the future.');
  if (date < OLDEST_YEAR) return report(field, 'too-old', 'This date is before the year 1900.');
  return date;
}

function parseEmail(text: string | undefined, report: Report): string | undefined {
  const email = (text ?? '').trim();
  if (email === '') return undefined;
  if (email.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(email)) return email;
  return report('email', 'malformed', 'Enter an e-mail address such as name@example.com, or leave this empty.');
}
