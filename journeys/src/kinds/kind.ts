import type { Guest } from '../stage/guest.ts';
import type { Mailbox } from '../stage/mailbox.ts';
import type { Origins, Settings } from '../stage/surety.ts';

/** People of every provider: two policyholders, who are married to each other, and one of the insurer's staff. */
export type Name = 'Ada' | 'Ben' | 'Sasha';

/** What a story's own client needs to ask this provider for tokens as the portal does. */
export type Registration = {
  metadataUrl: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  /** Sent with each authorization request besides. */
  parameters?: Record<string, string>;
};

/** Everything in which one provider differs from another, as far as a person, their client and the settings notice. */
export type Provider = {
  /** What portal and api are told about it. */
  settings: Settings;
  /** What stands in `iss` of a sign-in. */
  issuer: string;
  registration: Registration;
  /** How servers and plain browsers of this process reach it. */
  fetch: typeof globalThis.fetch;
  /** Gives what the provider asks for at a sign-in. */
  signIn(guest: Guest, name: Name, password?: string): Promise<void>;
  /** From its sign-in page, for whoever forgot the password; absent where that is none of the portal's business. */
  resetPassword?(guest: Guest, name: Name, newPassword: string): Promise<void>;
  /** Gives what it asks for at a step-up. */
  prove(guest: Guest, name: Name): Promise<void>;
  /** On its page for the profile, to which the account page led; absent where it has none. */
  editProfile?(guest: Guest, profile: { city: string }): Promise<void>;
  /** Presses what leads back from its page without an answer. */
  cancel(guest: Guest): Promise<void>;
  /** Answers what it asks when a session is to end, if anything. */
  endSession(guest: Guest): Promise<void>;
  /** What it lets a person do themselves, by the words of the account page and where they lead; and what it has not. */
  account: { offers: { words: string; leadsTo: RegExp }[]; lacks: string[] };
  /** What the portal says after a cancelled sign-in. */
  whenCancelled: string;
  /** Claims of the ID token beside those of every provider; and some that it must not have. */
  claims: { has: string[]; lacks: string[] };
  /** What the api's challenge to an ordinary token demands, in the words of RFC 9470 or of Microsoft. */
  demands: RegExp;
  stop(): Promise<void>;
};

/** One kind of provider, and how it is brought on stage once it is known where the apps will be. */
export type Kind = {
  name: string;
  open(stage: { origins: Origins; mailbox: Mailbox }): Promise<Provider>;
};
