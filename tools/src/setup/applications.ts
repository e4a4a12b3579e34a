import { withAll } from './application.ts';
import type { Graph } from './graph.ts';
import type { Known, Part } from './known.ts';
import { API_SCOPES, accessToGraph, neededAccess } from './needed-access.ts';
import { type SetupOptions, slugOf } from './options.ts';
import { registerApplication } from './register-application.ts';
import type { Step } from './step.ts';

export type DirectoryProfile = {
  /** `AzureADandPersonalMicrosoftAccount` is what B2C calls "any identity provider, with user flows". */
  signInAudience: 'AzureADandPersonalMicrosoftAccount' | 'AzureADMyOrg';
  /** Claims that must be asked for in the manifest, by application and token. */
  optionalClaims: { [part in Part]?: { token: 'idToken' | 'accessToken'; names: readonly string[] } };
  /** Delegated permissions of Graph that the api needs, by id. */
  graphPermissionsOfApi?: readonly string[];
  /** What the api's scopes begin with, given its application id. */
  apiUriOf(appId: string): string;
};

export type ApplicationOptions = {
  graph: Graph;
  known: Known;
  options: Pick<SetupOptions, 'name' | 'portalOrigin'>;
  profile: DirectoryProfile;
  newId(): string;
};

const tagOf = (name: string, part: Part): string => `surety-setup:${slugOf(name)}:${part}`;

/** The resource server: its scopes, and version 2 of access tokens, which portal and api expect. */
export function registerApi({ graph, known, options, profile, newId }: ApplicationOptions): Step {
  const scopes = Object.entries(API_SCOPES).map(([value, description]) => ({
    id: newId(),
    value,
    type: 'Admin',
    isEnabled: true,
    adminConsentDisplayName: description,
    adminConsentDescription: description,
  }));
  return registerApplication({
    graph,
    known,
    part: 'api',
    tag: tagOf(options.name, 'api'),
    displayName: `${options.name} api`,
    wanted: (present) => ({
      signInAudience: profile.signInAudience,
      api: {
        requestedAccessTokenVersion: 2,
        oauth2PermissionScopes: withAll(present?.api?.oauth2PermissionScopes ?? [], scopes, ({ value }) => value),
      },
      ...(profile.graphPermissionsOfApi && {
        requiredResourceAccess: accessToGraph(profile.graphPermissionsOfApi, present?.requiredResourceAccess ?? []),
      }),
      ...withOptionalClaims(profile, 'api', present),
    }),
  });
}

/** The relying party: a web application that knows its redirect URIs and asks for the scopes of the api. */
export function registerPortal({ graph, known, options, profile }: ApplicationOptions): Step {
  const { portalOrigin, name } = options;
  return registerApplication({
    graph,
    known,
    part: 'portal',
    tag: tagOf(name, 'portal'),
    displayName: `${name} portal`,
    wanted: (present) => ({
      signInAudience: profile.signInAudience,
      // The second is where sign-out leads, for directories that restrict it.
      web: {
        redirectUris: withAll(
          present?.web?.redirectUris ?? [],
          [`${portalOrigin}/sign-in/callback`, `${portalOrigin}/`],
          String,
        ),
        // What the directory loads in a frame when the person signs out elsewhere.
        logoutUrl: `${portalOrigin}/sign-out/front-channel`,
      },
      api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: present?.api?.oauth2PermissionScopes ?? [] },
      requiredResourceAccess: neededAccess(known.applications.api, present?.requiredResourceAccess ?? []),
      ...withOptionalClaims(profile, 'portal', present),
    }),
  });
}

function withOptionalClaims(profile: DirectoryProfile, part: Part, present: Known['applications'][Part]) {
  const wanted = profile.optionalClaims[part];
  if (wanted === undefined) return {};
  const there = present?.optionalClaims ?? {};
  const claims = wanted.names.map((name) => ({ name, essential: false, additionalProperties: [] as string[] }));
  return {
    optionalClaims: { ...there, [wanted.token]: withAll(there[wanted.token] ?? [], claims, ({ name }) => name) },
  };
}
