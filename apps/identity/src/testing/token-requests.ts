import assert from 'node:assert/strict';
import { aRequest, askToken, type Run, signIn } from './sign-in.ts';
import type { TestIdentity } from './test-identity.ts';

/** A request for nothing but who signed in, without a resource. */
export const OPENID_ONLY = aRequest({ scope: 'openid offline_access' });

/** Signs in and answers the code, not yet redeemed. */
export async function newCode(identity: TestIdentity, query = aRequest(), run: Run = {}): Promise<string> {
  return (await signIn(identity, query, run)).answer.get('code') ?? '';
}

/** The form that uses a refresh token. */
export function refreshForm(token: unknown, changes: Record<string, string | undefined> = {}) {
  return { grant_type: 'refresh_token', refresh_token: String(token), ...changes };
}

/** The error of a token request: its status, its name and its code. */
export async function refusalOf(
  identity: TestIdentity,
  form: Record<string, string | undefined>,
  options: { userFlow?: string; headers?: Record<string, string> } = {},
) {
  const { status, headers, body } = await askToken(identity, form, options);
  assert.deepEqual(Object.keys(body), ['error', 'error_description']);
  assert.equal(headers['cache-control'], 'no-store');
  assert.match(String(body.error_description), /\r\nCorrelation ID: [0-9a-f-]{36}\r\nTimestamp: [-\d: ]+Z\r\n$/);
  return [status, body.error, String(body.error_description).split(':')[0]];
}
