import { nameApi } from './api-uri.ts';
import { type DirectoryProfile, registerApi, registerPortal } from './applications.ts';
import { clientSecret, settingsFile } from './client-secret.ts';
import { adminConsent, servicePrincipal } from './consent.ts';
import { type DirectorySetup, NOT_YET, type StepTools } from './directory-setup.ts';
import { portalInUserFlow, signUpUserFlow } from './external-id-user-flow.ts';
import { API_SCOPES, PROFILE_PERMISSION } from './needed-access.ts';
import { tenantLabel } from './options.ts';
import { authenticationContext, secondFactorPolicy } from './second-factor.ts';
import type { Settings } from './settings-file.ts';

const PROFILE: DirectoryProfile = {
  signInAudience: 'AzureADMyOrg',
  optionalClaims: {
    // acrs proves the second factor, xms_edov that the address was verified, auth_time when.
    api: { token: 'accessToken', names: ['acrs', 'email', 'xms_edov', 'auth_time'] },
    portal: { token: 'idToken', names: ['email', 'given_name', 'family_name'] },
  },
  apiUriOf: (appId) => `api://${appId}`,
  // The api keeps profiles at Graph for people, by their own tokens.
  graphPermissionsOfApi: [PROFILE_PERMISSION.id],
};

/** An external tenant of Microsoft Entra External ID. */
export const EXTERNAL_ID: DirectorySetup = {
  kindName: 'Microsoft Entra External ID',
  tenantType: 'CIAM',
  permissions: {
    look: ['AuthenticationContext.Read.All', 'Directory.Read.All', 'EventListener.Read.All', 'Policy.Read.All'],
    make: [
      'Application.ReadWrite.All',
      'DelegatedPermissionGrant.ReadWrite.All',
      'Directory.Read.All',
      'EventListener.ReadWrite.All',
      'Policy.Read.All',
      'Policy.ReadWrite.ConditionalAccess',
    ],
  },
  steps(tools) {
    const { graph, options, known } = tools;
    const { authenticationContext: context, name } = options;
    return [
      registerApi({ ...tools, profile: PROFILE }),
      nameApi({ ...tools, profile: PROFILE }),
      servicePrincipal({ graph, known }, 'api'),
      registerPortal({ ...tools, profile: PROFILE }),
      servicePrincipal({ graph, known }, 'portal'),
      adminConsent({ graph, known }, { client: 'portal', resource: 'graph', scopes: ['openid', 'offline_access'] }),
      adminConsent({ graph, known }, { client: 'portal', resource: 'api', scopes: Object.keys(API_SCOPES) }),
      adminConsent({ graph, known }, { client: 'api', resource: 'graph', scopes: [PROFILE_PERMISSION.name] }),
      signUpUserFlow({ graph, known }, `${name} sign-up and sign-in`),
      portalInUserFlow({ graph, known }),
      authenticationContext({ graph, context, displayName: `${name} second factor` }),
      secondFactorPolicy({ graph, context, displayName: `${name}: second factor for ${context}` }),
      clientSecret({ ...tools, part: 'portal', file: options.settingsFile }),
      clientSecret({ ...tools, part: 'api', file: options.settingsFile }),
      settingsFile(options.settingsFile, () => settingsOf(tools)),
    ];
  },
  clicks: [
    'Authentication methods: enable one for the second factor (e-mail one-time passcode, or text message), for all users.',
    'Decide on ACCEPT_UNBOUND_PROOF and ACCEPT_TOKEN_TIME_AS_PROOF_TIME, which weaken a rule and are therefore not written for you: docs/guides/external-id.md says what they mean.',
    'SMTP_URL and the other settings that the guide names, in the settings file. Then: npm run doctor.',
  ],
};

function settingsOf({ options, known, tenantId }: StepTools): Settings {
  return {
    PROVIDER_KIND: 'external-id',
    AUTHORITY_ORIGIN: `https://${tenantLabel(options.tenant)}.ciamlogin.com`,
    TENANT_ID: tenantId,
    PORTAL_CLIENT_ID: known.applications.portal?.appId ?? NOT_YET,
    API_CLIENT_ID: known.applications.api?.appId ?? NOT_YET,
    API_APP_ID_URI: known.apiUri ?? NOT_YET,
    AUTHENTICATION_CONTEXTS: options.authenticationContext,
    STEP_UP_PROMPT: 'login',
    GRAPH_PROFILE: 'true',
    DEMO_MODE: 'false',
    PORTAL_ORIGIN: options.portalOrigin,
    API_ORIGIN: options.apiOrigin,
  };
}
