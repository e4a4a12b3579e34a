/** How a person proved who they are, in RFC 8176's words. */
export type AuthenticationMethod = 'pwd' | 'otp' | 'email';

/** The page a journey stands on; `done` when nothing is left to ask. */
export type StepName =
  | 'sign-in'
  | 'sign-up-email'
  | 'sign-up-code'
  | 'sign-up-details'
  | 'reset-email'
  | 'reset-code'
  | 'reset-password'
  | 'second-factor-choice'
  | 'second-factor-email'
  | 'second-factor-app'
  | 'enrol-app'
  | 'profile'
  | 'done';

/** A good word for the next page to say. */
export type Notice = 'code-sent' | 'email-verified';

/** What turned out about an address after the person proved it is theirs; its page says so beside the field. */
export type AddressProblem = 'email-taken' | 'email-unknown' | 'account-disabled';

/** What a journey has learnt so far. It says who the person is only after they proved it. */
export type Progress = {
  step: StepName;
  /** The account that proved itself in this journey, or in the SSO session it began with. */
  accountId?: string;
  /** When the person last typed a credential, in milliseconds. */
  authenticatedAt?: number;
  methods: AuthenticationMethod[];
  /** An address typed and not yet, or just, verified. */
  email?: string;
  isEmailVerified?: boolean;
  isNewUser?: boolean;
  isForgotPassword?: boolean;
  isProfileSaved?: boolean;
  /** Whether the second factor's code is on its way; before that the page offers to send it. */
  isCodeSent?: boolean;
  /** Whether the e-mail code is asked for so that an authenticator app may be set up. */
  isEnrollingApp?: boolean;
  /** A sealed authenticator-app secret that waits for its first code. */
  pendingAppSecret?: string;
  notice?: Notice;
  problem?: AddressProblem;
};

/** Leaves out what one page said; the next page says its own. */
export function withoutWords({ notice: _notice, problem: _problem, ...progress }: Progress): Progress {
  return progress;
}
