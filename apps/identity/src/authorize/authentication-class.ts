import type { AuthenticationMethod } from '../steps/progress.ts';
import type { UserFlow } from '../tenant/tenant.ts';

/** Authentication context classes (`acr`, OIDC Core 2) that a run can reach, weakest first. */
export const AUTHENTICATION_CLASSES = ['urn:surety:acr:single-factor', 'urn:surety:acr:multi-factor'] as const;

export type AuthenticationClass = (typeof AUTHENTICATION_CLASSES)[number];

const [SINGLE_FACTOR, MULTI_FACTOR] = AUTHENTICATION_CLASSES;

/**
 * The class that these methods reach. An application that asked for single factor only hears that word, though more
 * was proven: it compares letters.
 */
export function reachedClass(
  methods: readonly AuthenticationMethod[],
  asked: readonly AuthenticationClass[] = [],
): AuthenticationClass {
  const isMultiFactor = methods.some((method) => method !== 'pwd');
  const isOnlySingleAsked = asked.length > 0 && !asked.includes(MULTI_FACTOR);
  return isMultiFactor && !isOnlySingleAsked ? MULTI_FACTOR : SINGLE_FACTOR;
}

/** Whether any run of this user flow can reach the class. */
export function canReach({ secondFactor }: UserFlow, wanted: AuthenticationClass): boolean {
  return wanted === SINGLE_FACTOR || secondFactor.methods.length > 0;
}

/** The user flow as a request wants it: one that asked for several factors first always ends with a second one. */
export function asAsked(userFlow: UserFlow, { acrValues }: { acrValues?: readonly AuthenticationClass[] }): UserFlow {
  if (acrValues?.[0] !== MULTI_FACTOR) return userFlow;
  return { ...userFlow, secondFactor: { ...userFlow.secondFactor, enforcement: 'always' } };
}

/**
 * The methods in the words of RFC 8176, each once. A code that came by mail is a one-time password to it; several
 * factors together are `mfa`.
 */
export function methodReferences(methods: readonly AuthenticationMethod[]): string[] {
  const words = methods.map((method) => (method === 'email' ? 'otp' : method));
  return [...new Set([...words, ...(reachedClass(methods) === MULTI_FACTOR ? ['mfa'] : [])])];
}
