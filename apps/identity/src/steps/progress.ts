/**
 * How a person proved who they are, in RFC 8176's words: password, app or recovery code, text message, a key in hardware
 * or one that is synchronised, and with `user` that the device verified its person. `email` is ours: the RFC has none.
 */
export type AuthenticationMethod = 'pwd' | 'otp' | 'email' | 'sms' | 'hwk' | 'swk' | 'user';

/** A second factor that is set up in a page of its own. */
export type EnrolledMethod = 'authenticator-app' | 'text-message' | 'passkey';

/** The page a journey stands on; `done` when nothing is left to ask. */
export type StepName =
  | 'sign-in'
  | 'sign-up-email'
  | 'sign-up-code'
  | 'sign-up-details'
  | 'reset-email'
  | 'reset-code'
  | 'reset-password'
  | 'new-password'
  | 'second-factor-choice'
  | 'second-factor-email'
  | 'second-factor-app'
  | 'second-factor-text'
  | 'second-factor-passkey'
  | 'second-factor-recovery'
  | 'enrol-app'
  | 'enrol-text'
  | 'enrol-passkey'
  | 'recovery-codes'
  | 'sign-in-passkey'
  | 'account'
  | 'account-passkey'
  | 'account-password'
  | 'account-sign-ins'
  | 'account-delete'
  | 'profile'
  | 'done';

/** A good word for the next page to say. */
export type Notice =
  | 'code-sent'
  | 'text-sent'
  | 'email-verified'
  | 'factor-added'
  | 'factor-removed'
  | 'prove-again'
  | 'password-changed'
  | 'sign-in-ended'
  | 'sign-ins-ended';

/** What turned out about an address after the person proved it is theirs; its page says so beside the field. */
export type AddressProblem = 'email-taken' | 'email-unknown' | 'account-disabled';

/** What a journey has learnt so far. It says who the person is only after they proved it. */
export type Progress = {
  step: StepName;
  /** The account that proved itself in this journey, or in the SSO session it began with. */
  accountId?: string;
  /** When the person last typed a credential, in milliseconds. */
  authenticatedAt?: number;
  /** When the person last proved a second factor that they had, in milliseconds; in this journey. */
  factorProvenAt?: number;
  methods: AuthenticationMethod[];
  /** An address typed and not yet, or just, verified. */
  email?: string;
  /** A user name typed in place of an address; whether anybody has it is not said by it. */
  userName?: string;
  isEmailVerified?: boolean;
  isNewUser?: boolean;
  /** Whether the person asked to be kept signed in. */
  isKept?: boolean;
  isForgotPassword?: boolean;
  /** Whether the password that signed in has to be changed before the journey goes on. */
  mustChangePassword?: true;
  isProfileSaved?: boolean;
  /** What the rules of a conditional second factor said in this run. */
  isFactorAsked?: boolean;
  /** Whether the person is done with looking after their account. */
  isAccountLeft?: boolean;
  /** The passkey that is looked at. */
  passkeyId?: string;
  /** Whether the second factor's code is on its way; before that the page offers to send it. */
  isCodeSent?: boolean;
  /** What is to be set up once a factor that the person has is proven. */
  enrolling?: EnrolledMethod;
  /** A sealed authenticator-app secret that waits for its first code. */
  pendingAppSecret?: string;
  /** A sealed telephone number that waits for its first code. */
  pendingNumber?: string;
  /** What a passkey has to sign. */
  passkeyChallenge?: string;
  /** Sealed recovery codes that were just made, for the page that shows them. */
  freshRecoveryCodes?: string;
  notice?: Notice;
  problem?: AddressProblem;
};

/** Leaves out what work on a factor left behind. */
export function withoutFactorWork(progress: Progress): Progress {
  const {
    enrolling: _enrolling,
    pendingAppSecret: _secret,
    pendingNumber: _number,
    passkeyChallenge: _challenge,
    freshRecoveryCodes: _codes,
    isCodeSent: _isSent,
    ...rest
  } = withoutWords(progress);
  return rest;
}

/** Leaves out what one page said; the next page says its own. */
export function withoutWords({ notice: _notice, problem: _problem, ...progress }: Progress): Progress {
  return progress;
}
