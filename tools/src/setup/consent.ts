import { z } from 'zod';
import type { Graph } from './graph.ts';
import { type Known, made, type Part } from './known.ts';
import { GRAPH_APP_ID } from './needed-access.ts';
import { type Step, THERE, type UndoRequest } from './step.ts';

const principal = z.object({ id: z.string() });
const grantShape = z.object({ id: z.string(), scope: z.string().nullish() });

type Options = { graph: Graph; known: Known };

const byAppId = (appId: string): string => `/v1.0/servicePrincipals(appId='${appId}')`;

/** The application's service principal: its presence in this directory, to which consent can be given. */
export function servicePrincipal({ graph, known }: Options, part: Part): Step {
  return {
    title: `service principal of the ${part}`,
    permission: 'Application.ReadWrite.All',
    role: 'Application Administrator',
    async look() {
      const application = known.applications[part];
      const present = application && (await graph.find(byAppId(application.appId)));
      if (present !== undefined) {
        known.principals[part] = principal.parse(present).id;
        return THERE;
      }
      return {
        mark: 'create',
        lines: [],
        async make(): Promise<UndoRequest[]> {
          const { appId } = made(application, part);
          const { id } = principal.parse(await graph.send('POST', '/v1.0/servicePrincipals', { appId }));
          known.principals[part] = id;
          return [{ method: 'DELETE', path: `/v1.0/servicePrincipals/${id}` }];
        },
      };
    },
  };
}

export type Consent = {
  /** Who is let in. */
  client: Part;
  resource: 'api' | 'graph';
  /** Delegated permissions: within what the signed-in person may do. */
  scopes: readonly string[];
};

/** Admin consent: everybody in the directory is taken to agree that the client has these scopes of the resource. */
export function adminConsent({ graph, known }: Options, { client, resource, scopes }: Consent): Step {
  const GRANTS = '/v1.0/oauth2PermissionGrants';
  return {
    title: `admin consent of the ${client} to ${scopes.join(', ')}`,
    permission: 'DelegatedPermissionGrant.ReadWrite.All',
    role: 'Cloud Application Administrator',
    async look() {
      if (resource === 'graph') known.principals.graph = principal.parse(await graph.find(byAppId(GRAPH_APP_ID))).id;
      const clientId = known.principals[client];
      const resourceId = known.principals[resource];
      const present = clientId && resourceId ? await findGrant(graph, clientId, resourceId) : undefined;
      const granted = present?.scope?.split(' ').filter(Boolean) ?? [];
      const missing = scopes.filter((scope) => !granted.includes(scope));
      if (missing.length === 0) return THERE;
      const scope = [...granted, ...missing].join(' ');
      return {
        mark: present ? 'change' : 'create',
        lines: missing.map((each) => `scope: + ${each}`),
        async make(): Promise<UndoRequest[]> {
          if (present) {
            await graph.send('PATCH', `${GRANTS}/${present.id}`, { scope });
            return [];
          }
          const { id } = grantShape.parse(
            await graph.send('POST', GRANTS, {
              clientId: made(clientId, `the ${client}`),
              consentType: 'AllPrincipals',
              resourceId: made(resourceId, 'the resource'),
              scope,
            }),
          );
          return [{ method: 'DELETE', path: `${GRANTS}/${id}` }];
        },
      };
    },
  };
}

async function findGrant(graph: Graph, clientId: string, resourceId: string) {
  const filter = encodeURIComponent(
    `clientId eq '${clientId}' and resourceId eq '${resourceId}' and consentType eq 'AllPrincipals'`,
  );
  return z.array(grantShape).parse(await graph.list(`/v1.0/oauth2PermissionGrants?$filter=${filter}`))[0];
}
