import { type BearerChallenge, b2cDirectory, b2cSubject } from '@surety/oauth';
import type { JWTPayload } from 'jose';
import type { MicrosoftDialect } from './microsoft.ts';
import type { Target } from './relying-party.ts';

/** How the portal reaches its Azure AD B2C tenant, real or embedded. */
export type B2cSettings = {
  kind: 'azure-ad-b2c';
  authorityOrigin: string;
  /** Where the servers reach the provider when that is not where browsers do. */
  backChannelOrigin?: string | undefined;
  tenantName: string;
  clientId: string;
  clientSecret: string;
  userFlows: { signIn: string; profileEditing: string; passwordReset: string; account?: string | undefined };
  /** Whether the step-up asks for the password as well. */
  stepUpPrompt: 'none' | 'login';
};

const USER_FLOW = /^B2C_1A?_\w{1,100}$/i;

/** Azure AD B2C, or the embedded identity, which speaks the same language: one authority for each user flow. */
export function b2cDialect(settings: B2cSettings): MicrosoftDialect {
  const { authorityOrigin, tenantName, userFlows, stepUpPrompt } = settings;
  const ways = {
    'profile-editing': { purpose: 'profile-editing', userFlow: userFlows.profileEditing },
    'password-reset': { purpose: 'password-reset', userFlow: userFlows.passwordReset },
    account: userFlows.account === undefined ? undefined : { purpose: 'account', userFlow: userFlows.account },
  } as const satisfies Record<string, Target | undefined>;
  return {
    signInTarget: { purpose: 'sign-in', userFlow: userFlows.signIn },
    wayTo(purpose) {
      const target = ways[purpose];
      return target ? { kind: 'journey', target } : { kind: 'absent' };
    },
    stepUpTarget,
    authorityOf: ({ userFlow }) => `${authorityOrigin}/${tenantName}/${userFlow}`.toLowerCase(),
    issuerHosts: [new URL(authorityOrigin).host],
    stepUpParameters: () => (stepUpPrompt === 'login' ? { prompt: 'login' } : {}),
    isAccountOfSignIn: ({ tenantId }) => tenantId.toLowerCase() === userFlows.signIn.toLowerCase(),
    whyNotAnswer: (claims, { userFlow }) => {
      if (b2cSubject(claims) === undefined) return 'the ID token names no person';
      return userFlowOf(claims)?.toLowerCase() === userFlow?.toLowerCase() ? undefined : 'another user flow ran';
    },
    directoryOf: b2cDirectory,
    subjectOf: b2cSubject,
  };
}

// The api's challenge comes over the network: only the name of a user flow may become part of an address.
function stepUpTarget({ acrValues }: BearerChallenge): Target | undefined {
  const userFlow = acrValues?.find((value) => USER_FLOW.test(value));
  return userFlow === undefined ? undefined : { purpose: 'step-up', userFlow };
}

function userFlowOf({ tfp, acr }: JWTPayload): string | undefined {
  const name = tfp ?? acr;
  return typeof name === 'string' ? name : undefined;
}
