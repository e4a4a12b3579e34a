import { inTransientTransaction } from '@surety/database';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { ProtocolServices } from '../services.ts';
import { speaks } from '../tenant/extensions.ts';
import type { Application, UserFlow } from '../tenant/tenant.ts';
import { isToken } from '../tokens/hash-token.ts';
import type { AuthorizationParameters } from './parameters.ts';

const REQUEST_URI = 'urn:ietf:params:oauth:request_uri:';

/** Long enough for one redirect of a browser. */
const LIFETIME_SECONDS = 60;

type Services = Pick<ProtocolServices, 'db' | 'random' | 'clock' | 'pushedRequests'>;

/** What an application gets for a request that it pushed (RFC 9126 2.2). */
export type PushedResponse = { request_uri: string; expires_in: number };

/** Keeps a checked request of an application for the browser that it sends next. */
export async function keepRequest(
  { db, random, clock, pushedRequests }: Services,
  { userFlow, application, parameters }: Pushed,
): Promise<PushedResponse> {
  const token = random.token();
  const expiresAt = new Date(clock().getTime() + LIFETIME_SECONDS * 1000);
  const kept = { userFlow: userFlow.name, clientId: application.id, parameters, expiresAt };
  await inTransientTransaction(db, (transaction) => pushedRequests.insert(transaction, token, kept));
  return { request_uri: `${REQUEST_URI}${token}`, expires_in: LIFETIME_SECONDS };
}

type Pushed = { userFlow: UserFlow; application: Application; parameters: AuthorizationParameters };

/** The request that counts, and whether the application itself sent it. */
export type AskedRequest = { parameters: AuthorizationParameters; isPushed: boolean };

/**
 * What an authorization request asks for. One that names a pushed request asks for what was pushed, and nothing that
 * stands beside it in the URL counts (RFC 9126 4, RFC 9101 6.3). A pushed request is good once, for the application and
 * the user flow that it was pushed to.
 * @throws ProtocolError SURETY10001 `invalid_request_uri`
 */
export async function askedRequest(
  services: Services,
  userFlow: UserFlow,
  parameters: AuthorizationParameters,
): Promise<AskedRequest> {
  const { requestUri } = parameters;
  if (requestUri === undefined || !speaks(userFlow, 'pushed-authorization-requests'))
    return { parameters, isPushed: false };
  const token = requestUri.startsWith(REQUEST_URI) ? requestUri.slice(REQUEST_URI.length) : undefined;
  const pushed = isToken(token) ? await services.pushedRequests.find(token, services.clock()) : undefined;
  if (!isToken(token) || !pushed) throw new ProtocolError('SURETY10001', {}, { detail: 'unknown, used or expired' });
  const isTheirs = pushed.clientId.toLowerCase() === parameters.clientId?.toLowerCase();
  if (!isTheirs || pushed.userFlow !== userFlow.name)
    throw new ProtocolError('SURETY10001', {}, { detail: 'pushed for another application or user flow' });
  const isFirst = await inTransientTransaction(services.db, (transaction) =>
    services.pushedRequests.remove(transaction, token),
  );
  if (!isFirst) throw new ProtocolError('SURETY10001', {}, { detail: 'used at the same moment' });
  return { parameters: pushed.parameters, isPushed: true };
}
