import { hash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { pageFor } from './external-id-pages.ts';
import { ADA_OF_EXTERNAL_ID, type ExternalPerson } from './external-id-people.ts';

export const TENANT = 'c1a00000-0000-4000-8000-00000000000c';
export const AUTHORITY = 'https://contoso.ciamlogin.com';
export const ISSUER = `https://${TENANT}.ciamlogin.com/${TENANT}/v2.0`;
const ON_BEHALF_OF = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const WRONG_SECRET = {
  error: 'invalid_client',
  error_description: 'AADSTS7000215: Invalid client secret provided.',
};
export const API_OF_EXTERNAL_ID = 'a9100000-0000-4000-8000-00000000000a';

type Grant = { challenge: string; nonce: string; person: ExternalPerson; contexts: string[]; redirectUri: string };

export type ExternalIdOptions = {
  clientId: string;
  clientSecret: string;
  now: () => Date;
  /** Answers on-behalf-of requests of an api; there are none unless given. */
  onBehalfOf?(body: URLSearchParams): { status: number; body?: object };
  /** Serves pages for browsers on its own origin, for journeys, in which these people sign in. */
  pagesFor?: readonly ExternalPerson[];
  /** Where its sign-in leads browsers first; it answers by leading them to `to`, as a social provider would. */
  leadsThrough?: string;
};

/**
 * A stand-in for Microsoft Entra External ID as its documentation describes it: an issuer of the tenant's GUID without a
 * slash at its end, keys of its own, `oid` and `tid`, a `sub` that differs for each application, `acrs` where a claims
 * request asked for a context; and neither `tfp` nor `emails` nor an echoed nonce.
 */
export async function startExternalId(options: ExternalIdOptions) {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'ciam', use: 'sig' };
  const grants = new Map<string, Grant>();
  const state = {
    claimsRequests: [] as string[],
    tamper: (claims: JWTPayload): JWTPayload => claims,
    tamperAccess: (claims: JWTPayload): JWTPayload => claims,
    accessTokenSeconds: 3599,
  };
  const sign = (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'ciam', typ: 'JWT' }).sign(privateKey);

  const server = createServer((request, response) => {
    const send = (status: number, body: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const page = options.pagesFor && pageFor(request, { ...options, origin, approve, people: options.pagesFor });
    if (page) return void page.then((write) => write(response));
    void answer(request, send).catch(() => send(500, {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, send: (status: number, body: object) => void): Promise<void> {
    const path = new URL(request.url ?? '/', origin).pathname;
    if (path === `/${TENANT}/v2.0/.well-known/openid-configuration`)
      return send(200, metadataFor(options.pagesFor ? origin : AUTHORITY));
    if (path === `/${TENANT}/discovery/v2.0/keys`) return send(200, { keys: [jwk] });
    if (path !== `/${TENANT}/oauth2/v2.0/token`) return send(404, { error: 'not_found' });
    const body = new URLSearchParams(await textOf(request));
    const exchanged = body.get('grant_type') === ON_BEHALF_OF ? options.onBehalfOf?.(body) : undefined;
    if (exchanged) return send(exchanged.status, exchanged.body ?? {});
    if (body.get('client_id') !== options.clientId || body.get('client_secret') !== options.clientSecret)
      return send(401, WRONG_SECRET);
    const key = body.get('refresh_token') ?? body.get('code') ?? '';
    const grant = grants.get(key);
    grants.delete(key);
    const proof = hash('sha256', body.get('code_verifier') ?? '', 'base64url');
    const isCode = body.get('grant_type') === 'authorization_code';
    if (!grant || (isCode && (proof !== grant.challenge || grant.redirectUri !== body.get('redirect_uri'))))
      return send(400, { error: 'invalid_grant', error_description: 'AADSTS70008: The grant has expired.' });
    return send(200, await tokensFor(grant, body.get('scope') ?? ''));
  }

  async function tokensFor(grant: Grant, scope: string): Promise<object> {
    const seconds = state.accessTokenSeconds;
    const { idClaims, access } = claimsOf(grant, { now: options.now(), clientId: options.clientId, seconds });
    const refreshToken = `refresh-${grants.size}-${Math.random()}`;
    grants.set(refreshToken, { ...grant, contexts: [] });
    return {
      token_type: 'Bearer',
      scope,
      expires_in: seconds,
      ext_expires_in: seconds,
      access_token: await sign(state.tamperAccess({ ...access, scp: 'Accounts.Read Accounts.Write', xms_edov: true })),
      id_token: await sign(state.tamper({ ...idClaims, nonce: grant.nonce })),
      refresh_token: refreshToken,
      client_info: Buffer.from(JSON.stringify({ uid: grant.person.oid, utid: TENANT })).toString('base64url'),
    };
  }

  /** What the browser brings back when the person approves; a claims request is met. */
  function approve(location: string, person: ExternalPerson = ADA_OF_EXTERNAL_ID): string {
    const query = new URL(location).searchParams;
    const code = `0.code-${grants.size}-${Math.random()}`;
    const claims = query.get('claims') ?? '';
    state.claimsRequests.push(claims);
    const asked = (JSON.parse(claims || '{}') as { access_token?: { acrs?: { value: string } } }).access_token?.acrs;
    grants.set(code, {
      challenge: query.get('code_challenge') ?? '',
      nonce: query.get('nonce') ?? '',
      redirectUri: query.get('redirect_uri') ?? '',
      contexts: asked ? [asked.value] : [],
      person,
    });
    const answered = { code, client_info: 'e30', state: query.get('state') ?? '', session_state: 's' };
    return `/sign-in/callback?${new URLSearchParams(answered)}`;
  }

  return {
    origin,
    state,
    /** Everything that was granted is forgotten, as when a person's sessions are revoked. */
    revokeAll: () => grants.clear(),
    approve,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function claimsOf(
  { person: { oid, name, email, roles }, contexts }: Grant,
  { now, clientId, seconds }: { now: Date; clientId: string; seconds: number },
): { idClaims: JWTPayload; access: JWTPayload } {
  const iat = Math.floor(now.getTime() / 1000);
  const common = {
    iss: ISSUER,
    iat,
    nbf: iat,
    exp: iat + seconds,
    oid,
    tid: TENANT,
    ver: '2.0',
    uti: randomUUID(),
    rh: '0.',
    ...(roles === undefined ? {} : { roles }),
  };
  const acrs = contexts.length > 0 ? { acrs: contexts } : {};
  return {
    idClaims: { ...common, sub: `${oid}-at-portal`, aud: clientId, name, preferred_username: email },
    access: { ...common, sub: `${oid}-at-api`, aud: API_OF_EXTERNAL_ID, azp: clientId, azpacr: '1', email, ...acrs },
  };
}

function metadataFor(browserOrigin: string): object {
  return {
    issuer: ISSUER,
    authorization_endpoint: `${browserOrigin}/${TENANT}/oauth2/v2.0/authorize`,
    token_endpoint: `${AUTHORITY}/${TENANT}/oauth2/v2.0/token`,
    end_session_endpoint: `${browserOrigin}/${TENANT}/oauth2/v2.0/logout`,
    jwks_uri: `${AUTHORITY}/${TENANT}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'id_token'],
    tenant_region_scope: 'EU',
    cloud_instance_name: 'microsoftonline.com',
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
