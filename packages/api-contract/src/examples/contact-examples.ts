import { type ExamplesOf, refused } from './example.ts';

const HOME = { street: '12 Demo Lane', city: 'Springfield', region: 'IL', postalCode: '62701', country: 'US' };
const BEFORE = { email: 'ada@demo.example', phone: '+12025550101', address: HOME };
const AFTER = { ...BEFORE, phone: '+12025550102' };
const CHANGE = {
  id: 'Hn2rVw8yQx4mTz6kLs0pBc1dJf5gUa3E',
  before: BEFORE,
  after: AFTER,
  changed: ['phone' as const],
  draftedAt: '2026-11-24T09:30:00.000Z',
  expiresAt: '2026-11-24T10:00:00.000Z',
};
const EFFECTIVE = { ...CHANGE, status: 'effective' as const, confirmedAt: '2026-11-24T09:32:10.000Z' };
const NOTHING_CHANGES = 'These are the contact data as they stand. Change something, or leave them as they are.';
const UNKNOWN = refused(404, 'no-such-policyholder', 'You are not known here yet. Register first.');

/** Examples of contact data of record. */
export const contactExamples = {
  getContact: {
    title: 'Contact data that were changed once',
    answer: { contact: AFTER, changedAt: '2026-11-24T09:32:10.000Z' },
    refusal: UNKNOWN,
  },
  listContactChanges: {
    title: 'A telephone number was changed',
    answer: { changes: [EFFECTIVE] },
    refusal: UNKNOWN,
  },
  draftContactChange: {
    title: 'A new telephone number',
    request: { email: 'ada@demo.example', ...HOME, phone: '+1 202 555 0102' },
    answer: { ...CHANGE, status: 'draft', challenge: 'mV3k0m1Yw7Cq2nXoR5tLz8uJbE4sHa6Gd9fPiQy0WxU' },
    refusal: {
      ...refused(422, 'nothing-changed', NOTHING_CHANGES),
      violations: [{ field: 'email', code: 'nothing-changed', message: NOTHING_CHANGES }],
    },
  },
  getContactChange: {
    title: 'A change that is in effect',
    answer: EFFECTIVE,
    refusal: refused(404, 'no-such-contact-change', 'You have no such change.'),
  },
  confirmContactChange: {
    title: 'The new telephone number is of record',
    answer: EFFECTIVE,
    refusal: refused(
      401,
      'proof-not-bound',
      'The second factor was not given for this change. Confirm this very change with it.',
    ),
  },
  reverseContactChange: {
    title: 'The former telephone number is back',
    request: { token: 'Zt4nGq0rY8mXw1Lk6vHs2Jc9bPe5Ua7D' },
    answer: { outcome: 'restored', changed: ['phone'] },
    refusal: refused(
      404,
      'link-unknown',
      'This link is not complete, or is not one of ours. Nothing was changed; open it from the message once more.',
    ),
  },
} as const satisfies ExamplesOf<
  | 'getContact'
  | 'listContactChanges'
  | 'draftContactChange'
  | 'getContactChange'
  | 'confirmContactChange'
  | 'reverseContactChange'
>;
