import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What an application of somebody knows about its tenant. */
export type Registration = {
  /** Base of the sign-in user flow: `http://localhost:3002/TENANT/USER-FLOW`. */
  authority: string;
  /** The same of a user flow with a second factor. */
  stepUpAuthority: string;
  clientId: string;
  redirectUri: string;
};

/**
 * A small application under test: it sends people to sign in and greets them by name. It stands for yours. It checks no
 * signature because its token comes from the token endpoint itself (OpenID Connect Core 3.1.3.7, 6); yours uses a library.
 */
export function createApplication({ authority, stepUpAuthority, clientId, redirectUri }: Registration) {
  const waiting = new Map<string, { verifier: string; at: string }>();

  function signIn(response: ServerResponse, at: string): void {
    const [state, verifier] = [randomBytes(16).toString('base64url'), randomBytes(32).toString('base64url')];
    waiting.set(state, { verifier, at });
    const request = {
      client_id: clientId,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid',
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    };
    redirect(response, `${at}/oauth2/v2.0/authorize?${new URLSearchParams(request)}`);
  }

  async function greet(query: URLSearchParams, response: ServerResponse): Promise<void> {
    const { verifier, at } = waiting.get(query.get('state') ?? '') ?? { verifier: '', at: authority };
    const body = {
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code: query.get('code') ?? '',
      code_verifier: verifier,
      scope: 'openid',
    };
    const answer = await fetch(`${at}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(body) });
    const { id_token: idToken = '..' } = (await answer.json()) as { id_token?: string };
    if (!answer.ok) return say(response, 'You could not be signed in. Please try again later.');
    const { name } = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString());
    say(response, `Hello, ${name}`);
  }

  return createServer((request: IncomingMessage, response) => {
    const url = new URL(request.url ?? '/', redirectUri);
    if (url.pathname === new URL(redirectUri).pathname) void greet(url.searchParams, response);
    else signIn(response, url.searchParams.has('step-up') ? stepUpAuthority : authority);
  });
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}

function say(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
