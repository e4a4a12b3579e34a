import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { openDatabase } from '@surety/database';
import type { IdentityTables } from '../database.ts';
import { aRequest, askFor, askToken, tokens } from '../testing/sign-in.ts';
import { createTestIdentity, type TestIdentity } from '../testing/test-identity.ts';

const INSIDE = /ECONNREFUSED|127\.0\.0\.1/;

/** A replica that cannot reach the database, and a refresh token from one that can. */
async function withoutDatabase(t: TestContext): Promise<TestIdentity & { refreshToken: string }> {
  const identity = await createTestIdentity();
  const db = openDatabase<IdentityTables>('postgres://nobody@127.0.0.1:9/none');
  const refreshToken = String((await tokens(identity)).refresh_token);
  const replica = { ...identity, ...identity.replica({ db }), refreshToken };
  t.after(async () => {
    await replica.app.close();
    await db.destroy();
    await identity.close();
  });
  return replica;
}

function assertNoDefect({ log }: TestIdentity): void {
  assert.ok(log.some((line) => line.includes('"event":"unavailable"') && line.includes('ECONNREFUSED')));
  assert.ok(!log.some((line) => line.includes('"event":"defect"')));
}

test('a database that is away is a page that says to try again, in the reader’s language, and no defect', async (t) => {
  const identity = await withoutDatabase(t);
  for (const [language, sentence] of [
    ['en', /The service is temporarily unavailable/],
    ['es', /El servicio no está disponible temporalmente/],
  ] as const) {
    const response = await askFor(identity, aRequest(), { headers: { 'accept-language': language } });
    assert.equal(response.statusCode, 503);
    assert.equal(response.headers['retry-after'], '5');
    assert.equal(response.headers['content-type'], 'text/html; charset=utf-8');
    assert.match(response.body, sentence);
    assert.match(response.body, /AADB2C90035/);
    assert.doesNotMatch(response.body, INSIDE);
  }
  assertNoDefect(identity);
});

test('a database that is away is temporarily_unavailable at the token endpoint, and no defect', async (t) => {
  const identity = await withoutDatabase(t);
  const form = { grant_type: 'refresh_token', refresh_token: identity.refreshToken };
  const { status, body, headers } = await askToken(identity, form);
  assert.equal(status, 503, JSON.stringify(body));
  assert.equal(headers['retry-after'], '5');
  assert.equal(body.error, 'temporarily_unavailable');
  assert.match(String(body.error_description), /^AADB2C90035: /);
  assert.doesNotMatch(JSON.stringify(body), INSIDE);
  assertNoDefect(identity);
});
