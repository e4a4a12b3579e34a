import type { Random } from '@surety/web';
import { endpointUrl, VIEWER_PATH } from '../routes.ts';
import type { Application, Tenant, UserFlow } from '../tenant/tenant.ts';

/** One way to run a user flow: for which application, and where it answers. */
export type RunTarget = { application: Application; redirectUri: string };

/** Every application and reply URL of the tenant, without disabled ones. The built-in viewer comes first: it shows what an application would get. */
export function runTargets({ applications }: Tenant): RunTarget[] {
  const enabled = applications.filter(({ isDisabled }) => !isDisabled);
  const all = enabled.flatMap((application) =>
    application.redirectUris.map((redirectUri) => ({ application, redirectUri })),
  );
  return [...all].sort((one, other) => Number(isViewer(other)) - Number(isViewer(one)));
}

/** Whether a reply URL is the page of ours that shows tokens. */
export function isViewer({ redirectUri, application }: RunTarget): boolean {
  return application.allowImplicit && new URL(redirectUri).pathname === VIEWER_PATH;
}

/**
 * The authorization request of "Run now", as Azure's portal makes it: a nonce, `prompt=login`, and a reply to the chosen
 * URL. The viewer gets tokens by form post, so that none stands in an address; any other application gets a code that it did
 * not ask for and will refuse.
 */
export function runUrl(
  { origin, tenant, random }: { origin: string; tenant: Tenant; random: Random },
  { userFlow, target }: { userFlow: UserFlow; target: RunTarget },
): string {
  const { application, redirectUri } = target;
  const scopes = application.grantedScopes.filter((scope) => isOfOneApi(application, scope));
  const answer = isViewer(target)
    ? { response_type: scopes.length > 0 ? 'id_token token' : 'id_token', response_mode: 'form_post' }
    : { response_type: 'code', code_challenge: random.token(), code_challenge_method: 'plain' };
  const request = {
    client_id: application.id,
    redirect_uri: redirectUri,
    scope: ['openid', ...(isViewer(target) ? scopes : [])].join(' '),
    nonce: random.token(),
    prompt: 'login',
    ...answer,
  };
  const place = { prefix: '', tenant: tenant.name, userFlow: userFlow.name, form: 'path' } as const;
  return `${endpointUrl(origin, place, 'authorize')}?${new URLSearchParams(request)}`;
}

/** A request names the scopes of one API. */
function isOfOneApi({ grantedScopes }: Application, scope: string): boolean {
  const apiOf = (name = ''): string => name.slice(0, name.lastIndexOf('/'));
  return apiOf(scope) === apiOf(grantedScopes[0]);
}
