export { type Allocation, formatPercentage, parsePercentage, shareEqually, WHOLE } from './allocation.ts';
export {
  BENEFICIARY_CLASSES,
  type Beneficiary,
  type BeneficiaryClass,
  type Designation,
  DISTRIBUTION_RULES,
  type DistributionRule,
  ofClass,
} from './beneficiary.ts';
export { ageOn, type CalendarDate, calendarDateOf, dayInWords, parseCalendarDate } from './calendar-date.ts';
export { changeInLines } from './change-in-lines.ts';
export { type BeneficiaryChange, compareDesignations } from './compare-designations.ts';
export {
  CONSENT_REASONS,
  type ConsentContext,
  type ConsentNeed,
  type ConsentReason,
  consentsLacking,
  consentsNeeded,
} from './consent.ts';
export { CONTACT_PART_WORDS, contactChangeInLines } from './contact-change-in-lines.ts';
export {
  CONTACT_FIELDS,
  CONTACT_PARTS,
  type ContactData,
  type ContactField,
  type ContactPart,
  type ContactProposal,
  changedContactParts,
  contactFieldsOf,
  inOneLine,
  type PostalAddress,
  parseContactData,
  residenceStateOf,
} from './contact-data.ts';
export { COUNTRIES } from './countries.ts';
export { decisionInLines } from './decision-in-lines.ts';
export { parseEffectiveDate } from './effective-date.ts';
export {
  DRAFT_LIFETIME_MINUTES,
  ENDORSEMENT_STATUSES,
  type Endorsement,
  type EndorsementStatus,
  endorsementNumber,
  REVERSAL_NOTICE_DAYS,
  statusAt,
} from './endorsement.ts';
export { type Circumstances, HOLD_CODES, type HoldCode, holdsOn } from './hold.ts';
export {
  type Actor,
  type ChangeEvent,
  type ChangeState,
  type ConsentState,
  REPLACES,
  type Transition,
  transition,
} from './life-cycle.ts';
export { daysAfter, type MarketRules, UNITED_STATES } from './market.ts';
export { type DesignationContext, MOST_BENEFICIARIES, parseDesignation, warningsAbout } from './parse-designation.ts';
export {
  type Custodian,
  PARTY_KINDS,
  type Party,
  partyName,
  RELATIONSHIPS,
  type Relationship,
  sameName,
} from './party.ts';
export {
  hasBeneficiaries,
  type Insured,
  type InsuredObject,
  type Money,
  POLICY_KINDS,
  POLICY_STATUSES,
  type Policy,
  type PolicyKind,
  type PolicyStatus,
  type PremiumPayment,
  whyBeneficiariesAreFixed,
} from './policy.ts';
export type { BeneficiaryProposal, DesignationProposal } from './proposal.ts';
export type { Parsed, Violation } from './violation.ts';
