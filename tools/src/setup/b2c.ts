import { nameApi } from './api-uri.ts';
import { type DirectoryProfile, registerApi, registerPortal } from './applications.ts';
import { type B2cUserFlow, userFlow, userFlowAttributes } from './b2c-user-flows.ts';
import { clientSecret, settingsFile } from './client-secret.ts';
import { adminConsent, servicePrincipal } from './consent.ts';
import { type DirectorySetup, NOT_YET, type StepTools } from './directory-setup.ts';
import { API_SCOPES } from './needed-access.ts';
import { slugOf, tenantLabel } from './options.ts';
import type { Settings } from './settings-file.ts';

const ATTRIBUTES = ['email', 'displayName', 'givenName', 'surname'];

const SIGN_IN: B2cUserFlow = { name: 'B2C_1_signupsignin1', kind: 'signUpOrSignIn', attributes: ATTRIBUTES };
const STEP_UP: B2cUserFlow = { ...SIGN_IN, name: 'B2C_1_signupsignin1_mfa' };
const PROFILE: B2cUserFlow = {
  name: 'B2C_1_profileediting1',
  kind: 'profileUpdate',
  attributes: ATTRIBUTES.filter((each) => each !== 'email'),
};
const PASSWORD: B2cUserFlow = { name: 'B2C_1_passwordreset1', kind: 'passwordReset', attributes: [] };

/** A directory of Azure AD B2C. */
export const B2C: DirectorySetup = {
  kindName: 'Azure AD B2C',
  tenantType: 'AAD B2C',
  permissions: {
    look: ['Directory.Read.All', 'IdentityUserFlow.Read.All'],
    make: [
      'Application.ReadWrite.All',
      'DelegatedPermissionGrant.ReadWrite.All',
      'Directory.Read.All',
      'IdentityUserFlow.ReadWrite.All',
    ],
  },
  steps(tools) {
    const { graph, options, known } = tools;
    const profile: DirectoryProfile = {
      signInAudience: 'AzureADandPersonalMicrosoftAccount',
      optionalClaims: {},
      apiUriOf: () => `https://${options.tenant}/${slugOf(options.name)}-api`,
    };
    const flows = [SIGN_IN, STEP_UP, PROFILE, PASSWORD];
    return [
      registerApi({ ...tools, profile }),
      nameApi({ ...tools, profile }),
      servicePrincipal({ graph, known }, 'api'),
      registerPortal({ ...tools, profile }),
      servicePrincipal({ graph, known }, 'portal'),
      adminConsent({ graph, known }, { client: 'portal', resource: 'graph', scopes: ['openid', 'offline_access'] }),
      adminConsent({ graph, known }, { client: 'portal', resource: 'api', scopes: Object.keys(API_SCOPES) }),
      ...flows.map((flow) => userFlow(graph, flow)),
      ...flows.filter(({ attributes }) => attributes.length > 0).map((flow) => userFlowAttributes(graph, flow)),
      clientSecret({ ...tools, part: 'portal', file: options.settingsFile }),
      settingsFile(options.settingsFile, () => settingsOf(tools)),
    ];
  },
  clicks: [
    `${STEP_UP.name}, Properties: multifactor authentication, MFA enforcement "Always on", and an access token lifetime of 5 minutes.`,
    `Each of ${[SIGN_IN, STEP_UP, PROFILE].map(({ name }) => name).join(', ')}: Application claims "Display Name", "Given Name", "Surname", "Email Addresses", "User's Object ID".`,
    'Each user flow, Identity providers: "Email signup" is chosen (it is what Graph chooses by itself).',
    'SMTP_URL and the other settings that the guide names, in the settings file. Then: npm run doctor.',
  ],
};

function settingsOf({ options, known }: StepTools): Settings {
  return {
    PROVIDER_KIND: 'azure-ad-b2c',
    AUTHORITY_ORIGIN: `https://${tenantLabel(options.tenant)}.b2clogin.com`,
    TENANT_NAME: options.tenant,
    PORTAL_CLIENT_ID: known.applications.portal?.appId ?? NOT_YET,
    API_CLIENT_ID: known.applications.api?.appId ?? NOT_YET,
    API_APP_ID_URI: known.apiUri ?? NOT_YET,
    SIGN_IN_USER_FLOW: SIGN_IN.name,
    PROFILE_EDITING_USER_FLOW: PROFILE.name,
    PASSWORD_RESET_USER_FLOW: PASSWORD.name,
    STEP_UP_USER_FLOWS: STEP_UP.name,
    STEP_UP_PROMPT: 'login',
    DEMO_MODE: 'false',
    PORTAL_ORIGIN: options.portalOrigin,
    API_ORIGIN: options.apiOrigin,
  };
}
