import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import { z } from 'zod';

export const GRAPH_TENANT = 'c1a00000-0000-4000-8000-00000000000c';
const TOKEN_PATH = `/${GRAPH_TENANT}/oauth2/v2.0/token`;
const AUTHORITY = 'https://contoso.ciamlogin.com';

type Answer = { status: number; body?: object; headers?: Record<string, string> };
export type GraphUser = Record<string, string | null>;

export type GraphOptions = {
  /** The api's registration, and which audience its tokens have. */
  clientId: string;
  clientSecret: string;
};

const text = z.string().max(1024).nullable();
/** What people of an external tenant may change of themselves, as its documentation lists it. */
const CHANGEABLE = z.strictObject(
  Object.fromEntries(
    'city country displayName givenName jobTitle postalCode state streetAddress surname preferredLanguage'
      .split(' ')
      .map((name) => [name, text.optional()]),
  ),
);

/**
 * A stand-in for the two things that the api asks of Microsoft: the on-behalf-of exchange of External ID, and Graph's `/me`,
 * in the documented shapes; it refuses what is not documented.
 */
export async function startGraph({ clientId, clientSecret }: GraphOptions) {
  const users = new Map<string, GraphUser>();
  const tokens = new Map<string, string>();
  const state = {
    users,
    isConsented: true,
    /** Sent with users and wanted back in `If-Match`, when it is set. */
    etag: undefined as string | undefined,
    /** Answers before anything else does. */
    trouble: undefined as ((path: string, method: string) => Answer | 'silence' | undefined) | undefined,
    requests: [] as string[],
    patches: [] as object[],
  };

  /** What External ID's token endpoint answers to an on-behalf-of request. */
  function exchange(body: URLSearchParams): Answer {
    if (body.get('client_id') !== clientId || body.get('client_secret') !== clientSecret)
      return oauthError('invalid_client', 'AADSTS7000215: Invalid client secret provided.', 401);
    const isDocumented =
      body.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer' &&
      body.get('requested_token_use') === 'on_behalf_of' &&
      /\/User\.ReadWrite( |$)/.test(body.get('scope') ?? '');
    if (!isDocumented) return oauthError('invalid_request', 'AADSTS900144: The request body is not as documented.');
    if (!state.isConsented)
      return oauthError('invalid_grant', 'AADSTS65001: The user or administrator has not consented.', 400, {
        suberror: 'consent_required',
      });
    const { aud, oid } = decodeJwt(body.get('assertion') ?? '');
    if (aud !== clientId || typeof oid !== 'string' || !users.has(oid))
      return oauthError('invalid_grant', 'AADSTS50013: Assertion failed signature validation.');
    const token = `graph-token-${tokens.size + 1}-${Math.random()}`;
    tokens.set(token, oid);
    const lifetime = { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 };
    return { status: 200, body: { ...lifetime, scope: 'openid User.ReadWrite', access_token: token } };
  }

  async function answer(request: IncomingMessage): Promise<Answer | 'silence'> {
    const { pathname, searchParams } = new URL(request.url ?? '/', origin);
    const method = request.method ?? '';
    state.requests.push(`${method} ${pathname}`);
    const sent = await textOf(request);
    const trouble = state.trouble?.(pathname, method);
    if (trouble !== undefined) return trouble;
    if (pathname.endsWith('/openid-configuration')) return { status: 200, body: metadata() };
    if (pathname === TOKEN_PATH) return exchange(new URLSearchParams(sent));
    if (pathname !== '/v1.0/me') return graphError(404, 'ResourceNotFound', 'not documented');
    const oid = tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
    const user = users.get(oid ?? '');
    if (oid === undefined) return graphError(401, 'InvalidAuthenticationToken', 'Access token is empty.');
    if (user === undefined) return graphError(404, 'Request_ResourceNotFound', 'It does not exist.');
    if (method === 'GET')
      return { status: 200, body: selected({ id: oid, ...user }, searchParams.get('$select'), state) };
    if (state.etag !== undefined && request.headers['if-match'] !== state.etag)
      return graphError(412, 'Request_PreconditionFailed', 'The state has changed.');
    return patch(user, JSON.parse(sent), state.patches);
  }

  const server = createServer((request, response) => {
    void answer(request).then((given) => {
      if (given === 'silence') return;
      response.writeHead(given.status, { 'content-type': 'application/json', ...given.headers });
      response.end(given.body === undefined ? undefined : JSON.stringify(given.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    authority: AUTHORITY,
    state,
    exchange,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function patch(user: GraphUser, body: unknown, patches: object[]): Answer {
  const read = CHANGEABLE.safeParse(body);
  if (!read.success) return graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete it.');
  // Graph takes no country of more than 128 characters, among others.
  const tooLong = Object.entries(read.data).find(([, value]) => (value?.length ?? 0) > 128);
  if (tooLong)
    return graphError(
      400,
      'Request_BadRequest',
      `Invalid value specified for property '${tooLong[0]}' of resource 'User'.`,
    );
  patches.push(read.data);
  Object.assign(user, read.data);
  return { status: 204 };
}

function selected(user: GraphUser, select: string | null, { etag }: { etag: string | undefined }): object {
  const members = (select ?? '').split(',').map((name) => [name, user[name] ?? null]);
  return { '@odata.context': 'context', ...(etag ? { '@odata.etag': etag } : {}), ...Object.fromEntries(members) };
}

function metadata(): object {
  const base = `${AUTHORITY}/${GRAPH_TENANT}`;
  return {
    issuer: `https://${GRAPH_TENANT}.ciamlogin.com/${GRAPH_TENANT}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  };
}

/** An answer in the shape of Graph's errors. */
export function graphError(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Answer {
  return { status, headers, body: { error: { code, message, innerError: { 'request-id': 'r' } } } };
}

/** An answer in the shape of the token endpoint's errors. */
export function oauthError(error: string, description: string, status = 400, more: object = {}): Answer {
  return { status, body: { error, error_description: description, error_codes: [], trace_id: 't', ...more } };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let read = '';
  for await (const chunk of request) read += String(chunk);
  return read;
}
