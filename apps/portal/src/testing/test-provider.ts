import { hash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ADA, createTestTokens, type Grant, ISSUER, type ProviderState } from './test-tokens.ts';

export async function startTestProvider(options: { clientId: string; audience: string; now: () => Date }) {
  const grants = new Map<string, Grant>();
  const refreshTokens = new Map<string, Grant>();
  const state: ProviderState = { person: ADA, tampering: {}, isAway: false, requests: [], issued: [] };
  const tokens = await createTestTokens(options, state);
  const issue = async (grant: Grant) => {
    const body = await tokens.tokensFor(grant);
    refreshTokens.set(body.refresh_token, grant);
    return body;
  };
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.writeHead(500).end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

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
    if (state.tampering.slow && url.pathname.endsWith(state.tampering.slow.at))
      await after(state.tampering.slow.delayMs);
    if (url.pathname.endsWith('/.well-known/openid-configuration'))
      return send(200, { ...metadata(origin, url.pathname), ...state.tampering.metadata });
    if (url.pathname.endsWith('/keys')) return send(200, { keys: [tokens.published()] });
    if (url.pathname.endsWith('/authorize')) {
      const redirectUri = new URL(url.searchParams.get('redirect_uri') ?? '');
      return void response.writeHead(302, { location: `${redirectUri.origin}${approve(url.href)}` }).end();
    }
    if (url.pathname.endsWith('/logout'))
      return void response.writeHead(302, { location: url.searchParams.get('post_logout_redirect_uri') ?? '/' }).end();
    if (url.pathname.endsWith('/token')) return answerToken(url.pathname, await bodyOf(request), send);
    send(404, {});
  }

  async function answerToken(
    path: string,
    body: URLSearchParams,
    send: (status: number, body: object) => void,
  ): Promise<void> {
    if (state.tampering.tokenStatus) return send(state.tampering.tokenStatus, { error: 'server_error' });
    if (state.tampering.tokenError) return send(401, { error: state.tampering.tokenError });
    const refused = { error: 'invalid_grant', error_description: 'AADB2C90080: The provided grant has expired.\r\n' };
    const given = body.get('refresh_token');
    if (given !== null) {
      const grant = state.tampering.refusesRefresh ? undefined : refreshTokens.get(given);
      refreshTokens.delete(given);
      const ranHere = grant && path.toLowerCase().includes(`/${grant.userFlow.toLowerCase()}/`);
      if (grant && !ranHere) return send(400, { error: 'invalid_grant', error_description: 'AADB2C90088: \r\n' });
      return grant ? send(200, await issue(grant)) : send(400, refused);
    }
    const code = body.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    const proof = hash('sha256', body.get('code_verifier') ?? '', 'base64url');
    if (!grant || grant.challenge !== proof || grant.redirectUri !== body.get('redirect_uri'))
      return send(400, refused);
    return send(200, await issue(grant));
  }

  return {
    origin,
    state,
    approve,
    rotateKeys: tokens.rotate,
    logoutToken: tokens.logoutToken,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    if (Number.isFinite(milliseconds)) setTimeout(resolve, milliseconds);
  });
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}

function metadata(origin: string, path: string): object {
  const base = `${origin}${path.split('/v2.0/')[0]?.toLowerCase()}`;
  return {
    issuer: ISSUER,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  };
}
