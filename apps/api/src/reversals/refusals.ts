import { Refusal } from '@surety/web';

const LINKS = {
  unknown: {
    code: 'link-unknown',
    status: 404,
    message:
      'This link is not complete, or is not one of ours. Nothing was changed; open it from the message once more.',
  },
  used: {
    code: 'link-used',
    status: 409,
    message:
      'This link was used before, and works only once. What it does was done then; nothing was done a second time.',
  },
  expired: {
    code: 'link-expired',
    status: 410,
    message:
      'This link has expired, and nothing was changed. Call us by the telephone number on your policy documents: we can still help.',
  },
} as const;

/** A link that cannot be spent. Its token is 256 random bits: saying why tells nobody anything who does not hold it. */
export function linkWorthless(state: keyof typeof LINKS): Refusal {
  return new Refusal(LINKS[state]);
}
