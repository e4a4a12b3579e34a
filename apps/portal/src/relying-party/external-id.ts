import type { BearerChallenge } from '@surety/oauth';
import type { MicrosoftDialect } from './microsoft.ts';
import type { Target, Way } from './relying-party.ts';

/** How the portal reaches its Microsoft Entra External ID tenant. */
export type ExternalIdSettings = {
  kind: 'external-id';
  /** `https://contoso.ciamlogin.com`, or the tenant's own domain. */
  authorityOrigin: string;
  backChannelOrigin?: string | undefined;
  /** GUID of the tenant; External ID names its issuer by it. */
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** Where people edit their profile, when there is such a page. */
  accountUrl?: string | undefined;
  /** Whether the api keeps profiles at Microsoft Graph for people. */
  keepsProfiles: boolean;
  stepUpPrompt: 'none' | 'login';
};

/**
 * Microsoft Entra External ID: one authority, by the tenant's GUID, because MSAL takes the issuer of the GUID's own host
 * only so; the user flow belongs to the application, the password is reset on the sign-in page, and the second factor is an
 * authentication context that a claims request asks for.
 */
export function externalIdDialect(settings: ExternalIdSettings): MicrosoftDialect {
  const { authorityOrigin, tenantId, stepUpPrompt } = settings;
  const guid = tenantId.toLowerCase();
  return {
    signInTarget: { purpose: 'sign-in' },
    wayTo(purpose) {
      if (purpose === 'account') return { kind: 'absent' };
      return purpose === 'password-reset' ? { kind: 'sign-in-page' } : wayToProfile(settings);
    },
    stepUpTarget,
    authorityOf: () => `${authorityOrigin}/${guid}`.toLowerCase(),
    issuerHosts: [new URL(authorityOrigin).host, `${guid}.ciamlogin.com`],
    stepUpParameters: ({ demand }) => ({
      ...(demand?.claims === undefined ? {} : { claims: demand.claims }),
      ...(stepUpPrompt === 'login' ? { prompt: 'login' } : {}),
    }),
    isAccountOfSignIn: (account) => account.tenantId.toLowerCase() === guid,
    whyNotAnswer: ({ tid }) =>
      typeof tid === 'string' && tid.toLowerCase() === guid ? undefined : 'the ID token is of another tenant',
    directoryOf: (issuer) => issuer,
    // `sub` differs for each application there; the api knows people by `oid`, and so does this portal.
    subjectOf: ({ oid }) => (typeof oid === 'string' ? oid : undefined),
  };
}

// There is no user flow for it: Graph by the api, a page that the operator names, or nothing.
function wayToProfile({ keepsProfiles, accountUrl }: ExternalIdSettings): Way {
  if (keepsProfiles) return { kind: 'own-page' };
  return accountUrl === undefined ? { kind: 'absent' } : { kind: 'page', url: accountUrl };
}

function stepUpTarget({ claims }: BearerChallenge): Target | undefined {
  return claims === undefined || !isClaimsRequest(claims) ? undefined : { purpose: 'step-up', demand: { claims } };
}

// The api's challenge comes over the network: only a claims request (OpenID Connect Core 1.0 section 5.5) is passed on.
function isClaimsRequest(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'access_token' in value;
  } catch {
    return false;
  }
}
