import { type Application, withAll } from './application.ts';

/** Microsoft Graph's own application id, the same in every directory. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/** Graph's ids of `openid` and `offline_access`, the same in every directory. */
const SIGN_IN_PERMISSIONS = ['37f7f235-527c-4136-accd-4a02d197296e', '7427e0e9-2fba-42fe-b0c0-848c9e6a8182'];

/** Graph's delegated permission to read and change one's own profile, with its id, the same in every directory. */
export const PROFILE_PERMISSION = { name: 'User.ReadWrite', id: 'b4e74841-8e56-480b-be8b-910348b18b4c' };

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
  return withAccess(present, needs);
}

/** The access that is there, widened by what is needed. */
function withAccess(present: Access, needs: Access): Access {
  const widened = present.map((there) => {
    const need = needs.find(({ resourceAppId }) => resourceAppId === there.resourceAppId);
    return need
      ? { ...there, resourceAccess: withAll(there.resourceAccess, need.resourceAccess, ({ id }) => id) }
      : there;
  });
  return withAll(widened, needs, ({ resourceAppId }) => resourceAppId);
}

/** What the api asks Graph for, and whatever it asked for already. */
export function accessToGraph(permissionIds: readonly string[], present: Access): Access {
  return withAccess(present, [{ resourceAppId: GRAPH_APP_ID, resourceAccess: scopesOf(permissionIds) }]);
}

function scopesOf(ids: readonly string[]) {
  return ids.map((id) => ({ id, type: 'Scope' }));
}
