import type { ConsentReason, HoldCode } from '@surety/insurance';

/** Why a change is looked at, in words for the policyholder and for staff. */
export const HOLDS_IN_WORDS: Record<HoldCode, string> = {
  'consent-missing': 'Somebody else has to agree to it.',
  'contact-changed': 'The contact data was changed in the last days.',
  'factor-changed': 'The way to prove a second factor was changed in the last days.',
  'many-changes': 'The beneficiaries of the policy were changed several times lately.',
  'no-relationship': 'Somebody without a stated relationship would receive everything.',
};

/** Why somebody has to agree. */
export const CONSENTS_IN_WORDS: Record<ConsentReason, string> = {
  irrevocable: 'irrevocable beneficiary',
  'community-property': 'spouse in a community-property state',
};

/** What became of a consent. */
export const ANSWERS_IN_WORDS = { awaited: 'Awaited', given: 'Given', refused: 'Refused' } as const;
