import type { Language } from '../words/language.ts';

/** What a code proves when it comes back. A code for one purpose is worth nothing for another. */
export type CodePurpose = 'sign-up' | 'reset' | 'second-factor' | 'text-message';

/** One asking for a code: a journey holds at most one living code. */
export type CodeRequest = {
  journeyId: string;
  purpose: CodePurpose;
  /** An e-mail address, or a telephone number where the purpose says so. */
  address: string;
  /** Whether who asks must not learn if there is anywhere to send it: the answer waits for nothing and is the same. */
  isHidden?: boolean | undefined;
  application: string;
  /** Of the message. */
  language: Language;
  /** The network that asks, an IPv4 address or an IPv6 /64. */
  network: string;
  /** Whose sendings count together, whatever the address. */
  accountId?: string | undefined;
};
