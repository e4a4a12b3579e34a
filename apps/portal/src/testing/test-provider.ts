import { hash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';

const TENANT_ID = '7c0ffee0-0000-4000-8000-000000000001';
export const AUTHORITY = 'https://localhost:3443';
export const ISSUER = `${AUTHORITY}/${TENANT_ID}/v2.0/`;
const FLOWS = ['B2C_1_signupsignin1', 'B2C_1_signupsignin1_mfa', 'B2C_1_profileediting1', 'B2C_1_passwordreset1'];

/** Ways in which a test makes the provider answer wrongly. */
export type Tampering = {
  claims?: (claims: JWTPayload) => JWTPayload;
  signature?: 'other-key' | 'none' | 'shared-secret';
  tokenStatus?: number;
  accessTokenSeconds?: number;
  refusesRefresh?: boolean;
};

export type Person = { sub: string; name: string; emails: string[]; city?: string };

export const ADA: Person = { sub: 'ada-0001', name: 'Ada Lovelace', emails: ['ada@demo.example'], city: 'London' };
export const BEN: Person = { sub: 'ben-0002', name: 'Ben Franklin', emails: ['ben@demo.example'] };

type Grant = {
  userFlow: string;
  nonce: string;
  challenge: string;
  person: Person;
  scope: string;
  redirectUri: string;
};

/** A stand-in for the provider: metadata, keys and tokens as Azure AD B2C answers them, and wrong ones on request. */
export type TestProvider = Awaited<ReturnType<typeof startTestProvider>>;

export async function startTestProvider(options: { clientId: string; audience: string; now: () => Date }) {
  const [keys, otherKeys] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'test', use: 'sig' };
  const grants = new Map<string, Grant>();
  const refreshTokens = new Map<string, Grant>();
  const state = {
    person: ADA,
    tampering: {} as Tampering,
    isAway: false,
    requests: [] as string[],
    issued: [] as string[],
    sequence: 0,
  };
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.writeHead(500).end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function sign(claims: JWTPayload): Promise<string> {
    const token = await signAs(state.tampering.signature, claims);
    state.issued.push(token);
    return token;
  }

  async function signAs(kind: Tampering['signature'], claims: JWTPayload): Promise<string> {
    if (kind === 'none') return new UnsecuredJWT(claims).encode();
    if (kind === 'shared-secret')
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: 'test' })
        .sign(new TextEncoder().encode(JSON.stringify(jwk)));
    const { privateKey } = kind === 'other-key' ? otherKeys : keys;
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'test', typ: 'JWT' }).sign(privateKey);
  }

  async function tokensFor(grant: Grant): Promise<object> {
    const now = Math.floor(options.now().getTime() / 1000);
    const { tampering } = state;
    const seconds = tampering.accessTokenSeconds ?? 3600;
    const canonical = FLOWS.find((flow) => flow.toLowerCase() === grant.userFlow.toLowerCase()) ?? grant.userFlow;
    const common = { iss: ISSUER, iat: now, nbf: now, exp: now + seconds, nonce: grant.nonce, tfp: canonical };
    const idClaims = { ...common, aud: options.clientId, auth_time: now, ver: '1.0', ...grant.person };
    const idToken = await sign(tampering.claims ? tampering.claims(idClaims) : idClaims);
    const accessClaims = { ...common, aud: options.audience, scp: 'Accounts.Read Accounts.Write' };
    state.sequence += 1;
    const accessToken = await sign({ ...accessClaims, sub: grant.person.sub, jti: String(state.sequence) });
    const refreshToken = `refresh-${state.sequence}-${canonical}`;
    refreshTokens.set(refreshToken, grant);
    state.issued.push(refreshToken);
    const uid = `${grant.person.sub}-${canonical.toLowerCase()}`;
    return {
      access_token: accessToken,
      id_token: idToken,
      token_type: 'Bearer',
      not_before: now,
      expires_in: seconds,
      scope: grant.scope,
      refresh_token: refreshToken,
      refresh_token_expires_in: 1_209_600,
      client_info: Buffer.from(JSON.stringify({ uid, utid: TENANT_ID })).toString('base64url'),
    };
  }

  /** What the browser brings back when the person approves: path and query of the callback. */
  function approve(location: string, person = state.person): string {
    const query = new URL(location).searchParams;
    const code = `code-${grants.size + 1}-${Math.random()}`;
    grants.set(code, {
      userFlow: new URL(location).pathname.split('/')[2] ?? '',
      nonce: query.get('nonce') ?? '',
      challenge: query.get('code_challenge') ?? '',
      scope: (query.get('scope') ?? '')
        .split(' ')
        .filter((each) => each.startsWith('https:'))
        .join(' '),
      redirectUri: query.get('redirect_uri') ?? '',
      person,
    });
    return `/sign-in/callback?${new URLSearchParams({ code, state: query.get('state') ?? '' })}`;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin);
    state.requests.push(`${request.method} ${url.pathname}`);
    const send = (status: number, body: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (state.isAway) return void request.socket.destroy();
    if (url.pathname.endsWith('/.well-known/openid-configuration')) return send(200, metadata(url.pathname));
    if (url.pathname.endsWith('/keys')) return send(200, { keys: [jwk] });
    if (url.pathname.endsWith('/authorize')) {
      const redirectUri = new URL(url.searchParams.get('redirect_uri') ?? '');
      return void response.writeHead(302, { location: `${redirectUri.origin}${approve(url.href)}` }).end();
    }
    if (url.pathname.endsWith('/logout'))
      return void response.writeHead(302, { location: url.searchParams.get('post_logout_redirect_uri') ?? '/' }).end();
    if (url.pathname.endsWith('/token')) return answerToken(await bodyOf(request), send);
    send(404, {});
  }

  async function answerToken(body: URLSearchParams, send: (status: number, body: object) => void): Promise<void> {
    if (state.tampering.tokenStatus) return send(state.tampering.tokenStatus, { error: 'server_error' });
    const refused = { error: 'invalid_grant', error_description: 'AADB2C90080: The provided grant has expired.\r\n' };
    const given = body.get('refresh_token');
    if (given !== null) {
      const grant = state.tampering.refusesRefresh ? undefined : refreshTokens.get(given);
      refreshTokens.delete(given);
      return grant ? send(200, await tokensFor(grant)) : send(400, refused);
    }
    const code = body.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    const proof = hash('sha256', body.get('code_verifier') ?? '', 'base64url');
    if (!grant || grant.challenge !== proof || grant.redirectUri !== body.get('redirect_uri'))
      return send(400, refused);
    return send(200, await tokensFor(grant));
  }

  function metadata(path: string): object {
    const base = `${origin}${path.split('/v2.0/')[0]?.toLowerCase()}`;
    return {
      issuer: ISSUER,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    };
  }

  return {
    origin,
    state,
    approve,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}
