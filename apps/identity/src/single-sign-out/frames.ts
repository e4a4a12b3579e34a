import type { ProtocolServices } from '../services.ts';
import type { ReachedApplication } from '../sign-ins/sign-in-repository.ts';
import { speaks } from '../tenant/extensions.ts';
import { findApplication, findUserFlow } from '../tenant/find.ts';
import type { Application, Tenant } from '../tenant/tenant.ts';
import { issuerOf } from '../tokens/issuer.ts';

type Services = Pick<ProtocolServices, 'tenant' | 'signIns' | 'logoutNotices'>;

/**
 * The addresses that the page of a sign-out loads in frames: of every application that this browser's sign-ins led to and
 * that registered one. Without `iss` and `sid` as in B2C, with them where the application wants and the user flow names
 * sign-ins (OpenID Connect Front-Channel Logout 1.0, section 3). They come from the tenant, never from a request.
 */
export async function signOutFrames(services: Services, ssoSessionId: string): Promise<readonly SignOutFrame[]> {
  const reached = await services.signIns.reachedBy(await services.logoutNotices.signInsOf(ssoSessionId));
  const frames = reached.flatMap((one) => {
    const application = findApplication(services.tenant, one.clientId);
    const uri = application && frameUri(services.tenant, application, one);
    return application && uri !== undefined ? [{ application, uri }] : [];
  });
  return [...new Map(frames.map((frame) => [frame.uri, frame])).values()];
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What the page of this sign-out loads, whatever page it becomes. */
    signOutFrames: readonly SignOutFrame[] | undefined;
  }
}

/** What one frame shows, and whose it is. */
export type SignOutFrame = { application: Application; uri: string };

function frameUri(
  tenant: Tenant,
  { frontChannelLogoutUri: uri, frontChannelLogoutSessionRequired: isSessionRequired }: Application,
  { userFlow: name, issuerOrigin, signInId }: ReachedApplication & { signInId: string },
): string | undefined {
  const userFlow = findUserFlow(tenant, name);
  if (uri === undefined || !isSessionRequired || !userFlow || !speaks(userFlow, 'front-channel-logout')) return uri;
  const session = new URLSearchParams({ iss: issuerOf(issuerOrigin, tenant, userFlow), sid: signInId });
  return `${uri}${uri.includes('?') ? '&' : '?'}${session.toString()}`;
}

/** The origins of frames, for the policy of their page: these and no others. */
export function originsOf(frames: readonly SignOutFrame[]): string[] {
  return [...new Set(frames.map(({ uri }) => new URL(uri).origin))];
}
