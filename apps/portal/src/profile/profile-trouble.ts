import type { ApiAnswer, ProfileDocument } from '@surety/api-contract';

type Refused = Extract<ApiAnswer<ProfileDocument>, { ok: false }>;

/** Why the profile cannot be had or changed now, for the person; and what they can do about it. */
export type ProfileTrouble = {
  says: string;
  /** `sign-in`: a sign-in at the provider comes first; `wait`: nothing but time. */
  mendedBy: 'sign-in' | 'wait';
  retryAfterSeconds?: number | undefined;
};

const IN_A_MOMENT = 'Please try again in a moment.';
const NOT_ACCEPTED =
  'The sign-in service does not let us edit profiles at the moment. It is nothing you did; the people who run this portal can see the cause in the log.';

const WORDS: Readonly<Record<string, string>> = {
  'profile-service-away': `The sign-in service does not answer right now. ${IN_A_MOMENT}`,
  'profile-access-missing': NOT_ACCEPTED,
  'profile-client-refused': NOT_ACCEPTED,
  'profile-sign-in-needed': 'The sign-in service wants you to sign in again first.',
  'profile-proof-needed': 'The sign-in service wants a further proof that it is you first.',
};

/** The trouble behind an answer of the api; `undefined` when it is another kind of refusal. */
export function profileTrouble({ status, problem, retryAfterSeconds }: Refused): ProfileTrouble | undefined {
  if (problem.code === 'profile-service-busy') {
    const wait = retryAfterSeconds === undefined ? IN_A_MOMENT : `Please try again in ${inWords(retryAfterSeconds)}.`;
    return { says: `The sign-in service has too much to do. ${wait}`, mendedBy: 'wait', retryAfterSeconds };
  }
  const says = WORDS[problem.code];
  if (says === undefined) return undefined;
  return { says, mendedBy: status === 401 ? 'sign-in' : 'wait', retryAfterSeconds };
}

function inWords(seconds: number): string {
  return seconds < 60 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
