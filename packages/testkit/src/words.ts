/** One mail or text message that identity sent. */
export type Message = {
  id: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  receivedAt: Date;
  /** The code in it, where there is one. */
  code: string | null;
};

/** What a person is to be; all of it optional. */
export type NewPerson = {
  email?: string;
  /** Signs in as well, in user flows that take user names. */
  userName?: string;
  password?: string;
  /** By the names of their claims: `given_name`, `city`. */
  attributes?: Record<string, string>;
  /** Whether an authenticator app is enrolled already. */
  authenticatorApp?: boolean;
  /** A telephone number that gets codes by text message, such as `+436600000000`. */
  phone?: string;
  isDisabled?: boolean;
  /** Whether the password has to be changed before it signs in (Graph: `forceChangePasswordNextSignIn`). */
  mustChangePassword?: boolean;
};

/** Somebody who can sign in. */
export type Person = {
  /** Object id: `sub` and `oid`. */
  id: string;
  email: string;
  userName?: string;
  password: string;
  attributes: Record<string, string>;
  /** Secret of the enrolled authenticator app, base32. */
  appSecret?: string;
};

export type TokenFault =
  | 'none'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-issuer'
  | 'wrong-audience'
  | 'wrong-signature'
  | 'unknown-key'
  | 'alg-none'
  | 'missing-claim'
  | 'other-user-flow';

/** A token to forge: whose, at which user flow, for which application, and what is wrong with it. */
export type Forgery = {
  kind?: 'access' | 'id';
  fault?: TokenFault;
  email: string;
  userFlow: string;
  clientId: string;
  /** Full names of an API's scopes, with spaces between them; an access token needs one. */
  scope?: string;
  nonce?: string;
  /** With `missing-claim`: which. */
  claim?: string;
  /** With `other-user-flow`: which. */
  otherUserFlow?: string;
  /** Claims in place of those that the user flow would give. */
  claims?: Record<string, unknown>;
};

export type EndpointName = 'metadata' | 'authorize' | 'token' | 'logout' | 'keys';

export type EndpointFault =
  | { fault: 'slow'; seconds: number }
  | { fault: 'error'; status: number }
  /** Of metadata, and of the tokens that the token endpoint gives. */
  | { fault: 'wrong-issuer' }
  /** The key that signs is missing at the keys endpoint. */
  | { fault: 'expired-key' };
