import { z } from 'zod';

const guid = z.guid();
const nothing = z.undefined();
const kind = (name: string) => z.literal(`#microsoft.graph.${name}`);

const optionalClaims = z.array(z.looseObject({ name: z.string(), essential: z.boolean() }));
const application = z.strictObject({
  displayName: z.string().max(256),
  tags: z.array(z.string().max(256)),
  signInAudience: z.enum(['AzureADMyOrg', 'AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount']),
  identifierUris: z.array(z.string().regex(/^(api|https):\/\//)).optional(),
  api: z
    .strictObject({
      requestedAccessTokenVersion: z.literal(2),
      oauth2PermissionScopes: z.array(
        z.looseObject({
          id: guid,
          value: z.string(),
          type: z.enum(['User', 'Admin']),
          isEnabled: z.boolean(),
          adminConsentDisplayName: z.string().max(100),
          adminConsentDescription: z.string(),
        }),
      ),
    })
    .optional(),
  web: z.strictObject({ redirectUris: z.array(z.url()), logoutUrl: z.url() }).optional(),
  requiredResourceAccess: z
    .array(
      z.strictObject({
        resourceAppId: guid,
        resourceAccess: z.array(z.strictObject({ id: guid, type: z.enum(['Scope', 'Role']) })),
      }),
    )
    .optional(),
  optionalClaims: z
    .strictObject({ idToken: optionalClaims.optional(), accessToken: optionalClaims.optional() })
    .optional(),
});

const eventsFlow = z.strictObject({
  '@odata.type': kind('externalUsersSelfServiceSignUpEventsFlow'),
  displayName: z.string(),
  onAuthenticationMethodLoadStart: z.strictObject({
    '@odata.type': kind('onAuthenticationMethodLoadStartExternalUsersSelfServiceSignUp'),
    identityProviders: z.array(z.strictObject({ id: z.literal('EmailPassword-OAUTH') })),
  }),
  onInteractiveAuthFlowStart: z.strictObject({
    '@odata.type': kind('onInteractiveAuthFlowStartExternalUsersSelfServiceSignUp'),
    isSignUpAllowed: z.literal(true),
  }),
  onAttributeCollection: z.strictObject({
    '@odata.type': kind('onAttributeCollectionExternalUsersSelfServiceSignUp'),
    attributes: z.array(
      z.strictObject({
        id: z.string(),
        displayName: z.string(),
        description: z.string(),
        userFlowAttributeType: z.enum(['builtIn', 'custom']),
        dataType: z.literal('string'),
      }),
    ),
    attributeCollectionPage: z.strictObject({
      views: z.array(
        z.strictObject({
          inputs: z.array(
            z.strictObject({
              attribute: z.string(),
              label: z.string(),
              inputType: z.literal('text'),
              hidden: z.boolean(),
              editable: z.boolean(),
              writeToDirectory: z.boolean(),
              required: z.boolean(),
            }),
          ),
        }),
      ),
    }),
  }),
});

const assignment = z.strictObject({
  isOptional: z.boolean(),
  requiresVerification: z.boolean(),
  userInputType: z.enum(['textBox', 'dateTimeDropdown', 'radioSingleSelect', 'dropdownSingleSelect', 'emailBox']),
  displayName: z.string(),
  userAttributeValues: z.array(z.never()),
  userAttribute: z.strictObject({ id: z.string() }),
});

const conditionalAccess = z.strictObject({
  displayName: z.string(),
  state: z.enum(['enabled', 'disabled', 'enabledForReportingButNotEnforced']),
  conditions: z.strictObject({
    clientAppTypes: z.array(z.literal('all')),
    applications: z.strictObject({ includeAuthenticationContextClassReferences: z.array(z.string()) }),
    users: z.strictObject({ includeUsers: z.array(z.literal('All')) }),
  }),
  grantControls: z.strictObject({ operator: z.enum(['AND', 'OR']), builtInControls: z.array(z.literal('mfa')) }),
});

const grant = z.strictObject({
  clientId: guid,
  consentType: z.literal('AllPrincipals'),
  resourceId: guid,
  scope: z.string(),
});

const context = z.strictObject({ displayName: z.string(), description: z.string(), isAvailable: z.boolean() });
const b2cFlow = z.strictObject({
  id: z.string().regex(/^(?!B2C_1_)/),
  userFlowType: z.enum(['signUp', 'signIn', 'signUpOrSignIn', 'passwordReset', 'profileUpdate', 'resourceOwner']),
  userFlowTypeVersion: z.number(),
});
const ID = '[^/]+';
const FLOW = '/v1\\.0/identity/authenticationEventsFlows';
const ACCESS = '/v1\\.0/identity/conditionalAccess';
const B2C = '/beta/identity/b2cUserFlows';

function shape(method: string, path: string, body: z.ZodType) {
  return { method, path: new RegExp(`^${path}$`), body };
}

/** The requests as Microsoft's reference of Graph documents them: method, path, and members of the body, and no others. */
export const REQUEST_SHAPES = [
  shape('POST', '/v1\\.0/applications', application),
  shape('PATCH', `/v1\\.0/applications/${ID}`, application.partial()),
  shape('DELETE', `/v1\\.0/applications/${ID}`, nothing),
  shape(
    'POST',
    `/v1\\.0/applications/${ID}/addPassword`,
    z.strictObject({ passwordCredential: z.strictObject({ displayName: z.string() }) }),
  ),
  shape('POST', `/v1\\.0/applications/${ID}/removePassword`, z.strictObject({ keyId: guid })),
  shape('POST', '/v1\\.0/servicePrincipals', z.strictObject({ appId: guid })),
  shape('DELETE', `/v1\\.0/servicePrincipals/${ID}`, nothing),
  shape('POST', '/v1\\.0/oauth2PermissionGrants', grant),
  shape('PATCH', `/v1\\.0/oauth2PermissionGrants/${ID}`, z.strictObject({ scope: z.string() })),
  shape('DELETE', `/v1\\.0/oauth2PermissionGrants/${ID}`, nothing),
  shape('POST', B2C, b2cFlow),
  shape('DELETE', `${B2C}/${ID}`, nothing),
  shape('POST', `${B2C}/${ID}/userAttributeAssignments`, assignment),
  shape('POST', FLOW, eventsFlow),
  shape('DELETE', `${FLOW}/${ID}`, nothing),
  shape(
    'POST',
    `${FLOW}/${ID}/conditions/applications/includeApplications`,
    z.strictObject({ '@odata.type': kind('authenticationConditionApplication'), appId: guid }),
  ),
  shape('DELETE', `${FLOW}/${ID}/conditions/applications/includeApplications/${ID}`, nothing),
  shape('PATCH', `${ACCESS}/authenticationContextClassReferences/c\\d+`, context.partial()),
  shape('DELETE', `${ACCESS}/authenticationContextClassReferences/c\\d+`, nothing),
  shape('POST', `${ACCESS}/policies`, conditionalAccess),
  shape('PATCH', `${ACCESS}/policies/${ID}`, conditionalAccess.partial()),
  shape('DELETE', `${ACCESS}/policies/${ID}`, nothing),
];
