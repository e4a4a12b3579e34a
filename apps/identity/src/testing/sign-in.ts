import { createHash } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { completeJourney } from '../journey/complete.ts';
import type { AuthenticationMethod } from '../steps/progress.ts';
import { hashToken } from '../tokens/hash-token.ts';
import { PORTAL, READ, REDIRECT_URI, SIGN_IN, TENANT_NAME } from './a-tenant.ts';
import type { TestIdentity } from './test-identity.ts';

export const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-0123456789';

/** Parameters of the request that the portal makes; `undefined` takes one away. */
export function aRequest(changes: Record<string, string | undefined> = {}): Record<string, string> {
  const request = {
    client_id: PORTAL.clientId,
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: `openid offline_access ${READ}`,
    state: 'a state',
    nonce: 'a-nonce',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(request).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export function authorizePath(userFlow = SIGN_IN): string {
  return `/${TENANT_NAME}/${userFlow}/oauth2/v2.0/authorize`;
}

export type Cookies = Record<string, string>;

/** Sends an authorization request. */
export function askFor(
  identity: TestIdentity,
  query: Record<string, string>,
  asked: { userFlow?: string; cookies?: Cookies; headers?: Record<string, string> } = {},
): Promise<LightMyRequestResponse> {
  const { userFlow = SIGN_IN, cookies = {}, headers = {} } = asked;
  return identity.app.inject({ method: 'GET', url: authorizePath(userFlow), query, cookies, headers });
}

/** The answer's parameters, wherever they are. */
export function answerOf(response: { headers: Record<string, unknown> }): URLSearchParams {
  const url = new URL(String(response.headers.location));
  return new URLSearchParams(url.hash ? url.hash.slice(1) : url.search);
}

export type Run = {
  userFlow?: string;
  cookies?: Cookies;
  accountId?: string;
  methods?: AuthenticationMethod[];
  isNewUser?: boolean;
};

/** Runs a user flow to its end as if the person had typed everything right; answers what the application gets. */
export async function signIn(
  identity: TestIdentity,
  query = aRequest(),
  run: Run = {},
): Promise<{ url: URL; answer: URLSearchParams; cookies: Cookies }> {
  const asked = await askFor(identity, query, run);
  const browser =
    asked.cookies.find(({ name }) => name === 'identity-browser')?.value ?? run.cookies?.['identity-browser'] ?? '';
  const id = /\/journey\/([^/]+)\//.exec(String(asked.headers.location))?.[1] ?? '';
  const { services, clock } = identity;
  const journey = await services.journeys.find(id, hashToken(browser), clock.now);
  if (!journey) throw new Error(`no journey began: ${asked.statusCode} ${asked.headers.location}`);
  journey.progress = {
    step: 'done',
    accountId: run.accountId ?? identity.account.id,
    authenticatedAt: clock.now.getTime(),
    methods: run.methods ?? ['pwd'],
    ...(run.isNewUser && { isNewUser: true }),
  };
  const { response, ssoCookie } = await completeJourney(services, journey, run.cookies?.['identity-sso']);
  if (response.mode !== 'redirect') throw new Error('the answer is a form');
  const url = new URL(response.url);
  const cookies = { 'identity-browser': browser, ...(ssoCookie && { 'identity-sso': ssoCookie.id }) };
  return { url, answer: answerOf({ headers: { location: response.url } }), cookies };
}

/** Sends a token request as the portal. */
export async function askToken(
  identity: TestIdentity,
  form: Record<string, string | undefined>,
  { userFlow = SIGN_IN, headers = {} }: { userFlow?: string; headers?: Record<string, string> } = {},
) {
  const members = { client_id: PORTAL.clientId, client_secret: PORTAL.secret, ...form };
  const present = Object.entries(members).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await identity.app.inject({
    method: 'POST',
    url: `/${TENANT_NAME}/${userFlow}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(present).toString(),
  });
  return { status: response.statusCode, headers: response.headers, body: response.json() as Record<string, unknown> };
}

/** The form that redeems a code. */
export function codeForm(code: string, changes: Record<string, string | undefined> = {}) {
  return {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: VERIFIER,
    ...changes,
  };
}

/** Signs in and redeems the code. */
export async function tokens(
  identity: TestIdentity,
  query = aRequest(),
  run: Run = {},
  form: Record<string, string> = {},
) {
  const { answer } = await signIn(identity, query, run);
  const { body } = await askToken(identity, codeForm(answer.get('code') ?? '', form), run);
  return body;
}

/** The claims of a token, unverified. */
export function claimsOf(token: unknown): Record<string, unknown> {
  return JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString());
}
