import type { Branding } from '../branding/branding.ts';
import type { Language } from '../words/language.ts';
import type { ErrorWords } from './error-words.ts';
import type { FactorRule } from './factor-rule.ts';
import type { TenantPerson } from './person-schema.ts';

/** One directory: its people, user flows and applications. */
export type Tenant = {
  /** GUID; stands in the issuer. */
  id: string;
  /** Domain name such as `surety.onmicrosoft.com`; stands in URLs. */
  name: string;
  /** Attributes of its own, besides the built-in ones; at most 100. */
  customAttributes: readonly CustomAttribute[];
  /** Smart lockout; B2C's ten tries and a minute when left out. */
  lockout?: LockoutLimits;
  /** HTTP status of the error `invalid_client` at the token endpoint; 400 when left out. */
  invalidClientStatus?: 400 | 401;
  /** `error` words of codes for which B2C's are not known. */
  errorWords?: ErrorWords;
  /** How pages look for applications that do not say it themselves. */
  branding?: Branding | undefined;
  /** Languages of its user flows that name none, the default first; every language there is when left out. */
  languages?: readonly Language[];
  userFlows: readonly UserFlow[];
  applications: readonly Application[];
  /** People who get accounts where nobody has them yet. */
  people?: readonly TenantPerson[];
};

/** After how many wrong passwords an account locks, and for how long at least. */
export type LockoutLimits = { wrongTries?: number; shortestSeconds?: number };

export type UserFlowKind =
  | 'sign-up-and-sign-in'
  | 'sign-up'
  | 'sign-in'
  | 'profile-editing'
  | 'password-reset'
  | 'resource-owner-password'
  /** People look after their factors, password, sign-ins and data (an extension). */
  | 'account';

/** The directory's built-in profile attributes, by the names of the claims they become. */
export type BuiltInAttributeName =
  | 'given_name'
  | 'family_name'
  | 'name'
  | 'jobTitle'
  | 'streetAddress'
  | 'city'
  | 'state'
  | 'postalCode'
  | 'country';

/** A custom attribute as user flows, accounts and tokens name it. */
export type CustomAttributeName = `extension_${string}`;

/** Profile attributes that a user flow may collect, by the names of the claims they become. */
export type AttributeName = BuiltInAttributeName | CustomAttributeName;

/** An attribute that the tenant declares itself. One that no user flow collects is set by operators only. */
export type CustomAttribute = {
  /** Without the prefix `extension_`. */
  name: string;
  /** `number` is a whole number of 32 bits, as B2C's "Int". */
  type: 'string' | 'number' | 'boolean';
  /** What the field of a form is called. */
  label: string;
  /** The same in languages that call it otherwise. */
  labels?: Partial<Record<Language, string>>;
};

/** Application claims that a user flow may return, besides the protocol's own. */
export type ApplicationClaim = AttributeName | 'emails' | 'signInNames.userName' | 'oid' | 'newUser' | 'idp';

/** By what people name themselves when they sign in with a password. */
export type SignInIdentifier = 'email' | 'username';

/** Recovery codes stand in for a factor that was lost; the others are enrolled first. */
export type SecondFactorMethod = 'email-code' | 'authenticator-app' | 'text-message' | 'passkey' | 'recovery-code';

/** What a user flow may speak beyond B2C's dialect; each is off until the user flow names it. */
export type Extension =
  | 'pushed-authorization-requests'
  | 'authentication-context'
  | 'issuer-identification'
  | 'jwt-access-tokens'
  | 'back-channel-logout'
  | 'front-channel-logout'
  | 'standard-claims'
  | 'standard-metadata';

/** What a new password must be like. Lengths count characters. */
export type PasswordRule = {
  shortest: number;
  longest: number;
  characters: 'any' | 'digits';
  /** How many of the classes lower case, upper case, digit and symbol it must have. */
  classesNeeded: 0 | 2 | 3 | 4;
};

/**
 * Where the logout endpoint leads back to. `registered-address`: to what the tenant's applications registered.
 * `with-id-token`: B2C's "Require ID Token in logout requests". `any-address`: B2C's default, an open redirect.
 */
export type ReturnAfterLogout = 'registered-address' | 'with-id-token' | 'any-address';

/** A named journey of B2C (`B2C_1_…`): who may do what, what is asked, what the tokens say. */
export type UserFlow = {
  /** In its canonical letter case, as it stands in the `tfp` claim. */
  name: string;
  kind: UserFlowKind;
  /** Languages of its pages, the default first; the tenant's when left out. */
  languages?: readonly Language[];
  /** By what it knows people: their address unless told. */
  identifiers?: readonly SignInIdentifier[];
  attributes: readonly AttributeName[];
  claims: readonly ApplicationClaim[];
  secondFactor: {
    /** `conditional`: everybody sets one up, and it is asked for when one of the rules in `when` holds. */
    enforcement: 'off' | 'always' | 'conditional';
    when?: readonly FactorRule[];
    methods: readonly SecondFactorMethod[];
    /** Whether a factor proven earlier in the SSO session counts (as B2C does), or is asked for in each run. */
    reuse: 'session' | 'never';
  };
  /** Whether a passkey alone signs in: the device verifies its person, so that it is both factors (an extension). */
  passkeySignIn?: boolean;
  /** Whether a failed sign-in says, as B2C does, if the address has an account. Nobody learns it unless told. */
  revealsAccounts?: boolean;
  /** What a new password must be like: B2C's "strong" unless told. Passwords that exist already stay good. */
  password?: 'simple' | 'strong' | PasswordRule;
  /** `inside`: "Forgot your password?" stays in the flow; `separate`: it answers AADB2C90118 to the application. */
  passwordReset: 'inside' | 'separate';
  /** Whether a password that has to be changed is changed on a page of this flow; elsewhere it signs nobody in. B2C's switch. */
  forcedPasswordReset?: boolean;
  /** Where it is told that too many wrong codes were typed: on the page unless told, where another way may be chosen. */
  tooManyTries?: 'page' | 'application';
  /** How answers travel when the request does not say: a code alone, and whatever holds a token. */
  defaultResponseMode?: { code?: 'query' | 'fragment' | 'form_post'; tokens?: 'fragment' | 'form_post' };
  /** `tenant`: `https://HOST/TENANT-ID/v2.0/`; `user-flow`: `https://HOST/tfp/TENANT-ID/FLOW/v2.0/`. */
  issuerForm: 'tenant' | 'user-flow';
  session: {
    lifetimeMinutes: number;
    rolling: boolean;
    /** How far an SSO session of this flow reaches. */
    scope: 'tenant' | 'application' | 'user-flow' | 'suppressed';
    /** How long "Keep me signed in" keeps; the sign-in page offers it where this is set. */
    keepSignedInDays?: number;
    /** Where a sign-out leads back to; registered addresses unless told. */
    returnAfterLogout?: ReturnAfterLogout;
  };
  tokens: {
    lifetimeMinutes: number;
    /** `never`: no refresh token even when `offline_access` is asked for. */
    refresh: { lifetimeDays: number; slidingWindowDays: number | 'no-expiry' } | 'never';
    /** The claim that names the user flow: `tfp` unless told, or `acr`, as policies made before 2017 have it. */
    userFlowClaim?: 'tfp' | 'acr';
    /** What `sub` says: the object id unless told, or the text by which old clients were told to use `oid`. */
    subject?: 'object-id' | 'not-supported';
  };
  /** What the flow speaks beyond B2C's dialect. */
  extensions: readonly Extension[];
};

/** An app registration: an OAuth client, and, when it exposes scopes, a resource as well. */
export type Application = {
  /** Application id, a GUID: the `client_id`, and the audience of tokens for the scopes it exposes. */
  id: string;
  name: string;
  kind: 'web' | 'single-page' | 'native';
  /** Whether it is refused whatever it asks (AADB2C90092). */
  isDisabled?: boolean;
  /** How pages look while this application asks; what the tenant says about all of them is in it. */
  branding?: Branding;
  /** Every secret that is valid now; two during a rollover. Empty for public clients. */
  secrets: readonly string[];
  redirectUris: readonly string[];
  postLogoutRedirectUris: readonly string[];
  /** Where logout tokens are posted, from user flows that speak `back-channel-logout`. */
  backChannelLogoutUri?: string;
  /** What the page of a sign-out loads in a hidden frame (OpenID Connect Front-Channel Logout 1.0, section 2). */
  frontChannelLogoutUri?: string;
  /** Whether `iss` and `sid` are added to it, from user flows that speak `front-channel-logout`. */
  frontChannelLogoutSessionRequired?: boolean;
  /** Whether tokens may be handed out by the authorization endpoint itself. */
  allowImplicit: boolean;
  /** As a resource: scopes for people's clients, app roles for applications that ask on their own. */
  exposes?: { appIdUri: string; scopes: readonly string[]; appRoles?: readonly string[] };
  /** Full scope names (`APP-ID-URI/SCOPE`) that an administrator consented to. */
  grantedScopes: readonly string[];
  /** Full app role names (`APP-ID-URI/ROLE`) that an administrator granted to the application itself. */
  grantedAppRoles?: readonly string[];
};
