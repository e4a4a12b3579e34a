import { type Application, withAll } from './application.ts';

/** Microsoft Graph's own application id, the same in every directory. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/** Graph's ids of `openid` and `offline_access`, the same in every directory. */
const SIGN_IN_PERMISSIONS = ['37f7f235-527c-4136-accd-4a02d197296e', '7427e0e9-2fba-42fe-b0c0-848c9e6a8182'];

/** The api's scopes, and what an administrator reads about each. */
export const API_SCOPES = {
  'Accounts.Read': 'Read the policies of the signed-in person',
  'Accounts.Write': 'Change the policies of the signed-in person',
} as const;

type Access = Application['requiredResourceAccess'];

/** What the portal asks for: a sign-in of Graph, the scopes of the api; and whatever it asked for already. */
export function neededAccess(api: Application | undefined, present: Access): Access {
  const scopes = (api?.api?.oauth2PermissionScopes ?? []).filter(({ value }) => value && value in API_SCOPES);
  const needs = [
    { resourceAppId: GRAPH_APP_ID, resourceAccess: scopesOf(SIGN_IN_PERMISSIONS) },
    // Not there yet while this is only a plan.
    ...(api ? [{ resourceAppId: api.appId, resourceAccess: scopesOf(scopes.map(({ id }) => id)) }] : []),
  ];
  const widened = present.map((there) => {
    const need = needs.find(({ resourceAppId }) => resourceAppId === there.resourceAppId);
    return need
      ? { ...there, resourceAccess: withAll(there.resourceAccess, need.resourceAccess, ({ id }) => id) }
      : there;
  });
  return withAll(widened, needs, ({ resourceAppId }) => resourceAppId);
}

function scopesOf(ids: readonly string[]) {
  return ids.map((id) => ({ id, type: 'Scope' }));
}
