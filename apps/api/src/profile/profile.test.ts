import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { JWTPayload } from 'jose';
import { readApiConfig } from '../config.ts';
import { GRAPH_TENANT, graphError, oauthError, startGraph } from '../testing/graph.ts';
import { type Stage, setStage } from '../testing/stage.ts';
import { AUDIENCE } from '../testing/test-provider.ts';

const ADA = { oid: 'oid-ada', email: 'ada@demo.example', xms_edov: true };
const SECRET = 'the-secret-of-the-api';
const SETTINGS = {
  PROVIDER_KIND: 'external-id',
  AUTHORITY_ORIGIN: 'https://contoso.ciamlogin.com',
  TENANT_ID: GRAPH_TENANT.toUpperCase(),
  API_CLIENT_ID: AUDIENCE,
  AUTHENTICATION_CONTEXTS: 'c1',
  GRAPH_PROFILE: 'true',
  API_CLIENT_SECRET: SECRET,
};

let graph: Awaited<ReturnType<typeof startGraph>>;
let stage: Stage;
const startStage = (changes: Record<string, string> = {}) => {
  const environment = { ...SETTINGS, GRAPH_ORIGIN: graph.origin, PROVIDER_BACK_CHANNEL: graph.origin, ...changes };
  const { proof, graphProfile, backChannels } = readApiConfig(environment).provider;
  return setStage({ proof, graphProfile, backChannels });
};

before(async () => {
  graph = await startGraph({ clientId: AUDIENCE, clientSecret: SECRET });
  stage = await startStage();
});
after(async () => {
  await stage.strike();
  graph.close();
});
beforeEach(() => {
  Object.assign(graph.state, { isConsented: true, etag: undefined, trouble: undefined, requests: [], patches: [] });
  graph.state.users.clear();
  graph.state.users.set('oid-ada', { displayName: 'Ada Demo', city: 'Springfield', jobTitle: 'Actuary' });
  // Whoever asked for patience in one test has got it in the next.
  stage.clock.now = new Date(stage.clock.now.getTime() + 3_600_000);
});

const read = async (from = stage, person: JWTPayload = ADA) =>
  from.call('GET', '/profile', { token: await from.tokenOf(person) });
const change = async (body: object, ifMatch?: string) => {
  const tag = ifMatch ?? String((await read()).headers.etag);
  return stage.call('PATCH', '/profile', { token: await stage.tokenOf(ADA), body, headers: { 'if-match': tag } });
};
const codeOf = ({ body }: { body: unknown }) => (body as { code: string }).code;

describe('a profile at Microsoft Graph', () => {
  test('is read for the person of the token, and shows nothing but its own members', async () => {
    const { status, body, headers } = await read();
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body, { displayName: 'Ada Demo', city: 'Springfield' });
    assert.match(String(headers.etag), /^"[\w-]{27}"$/);
    assert.equal(headers['cache-control'], 'no-store');
  });

  test('is changed where it differs, an empty text removes a value, and the answer has the new version', async () => {
    const changed = await change({ displayName: ' Ada B. Demo ', city: '', country: '' });
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
    assert.deepEqual(changed.body, { displayName: 'Ada B. Demo' });
    assert.deepEqual(graph.state.patches, [{ displayName: 'Ada B. Demo', city: null }]);
    assert.equal((await read()).headers.etag, changed.headers.etag);
    await change({ displayName: 'Ada B. Demo' });
    assert.equal(graph.state.patches.length, 1, 'what is as it was is not sent');
  });

  test('whose version is not named, or is another by now, stays as it is', async () => {
    const missing = await stage.call('PATCH', '/profile', { token: await stage.tokenOf(ADA), body: { city: 'Rome' } });
    assert.deepEqual([missing.status, codeOf(missing)], [428, 'version-missing']);
    assert.equal((await change({ city: 'Rome' }, '*')).status, 428);
    const tag = String((await read()).headers.etag);
    graph.state.users.set('oid-ada', { displayName: 'Ada Elsewhere' });
    const stale = await change({ city: 'Rome' }, tag);
    assert.deepEqual([stale.status, codeOf(stale)], [412, 'profile-changed']);
    assert.deepEqual(graph.state.patches, []);
  });

  test('that changes between reading and writing is not written over, where Graph names versions', async () => {
    graph.state.etag = 'W/"1"';
    const tag = String((await read()).headers.etag);
    graph.state.trouble = (path, method) => {
      if (path === '/v1.0/me' && method === 'PATCH') graph.state.etag = 'W/"2"';
      return undefined;
    };
    assert.equal((await change({ city: 'Rome' }, tag)).status, 412);
    assert.deepEqual(graph.state.patches, []);
  });

  test('names every field that breaks a rule, and asks nobody', async () => {
    const tag = String((await read()).headers.etag);
    graph.state.requests = [];
    const { status, body } = await change({ displayName: ' ', city: 'x'.repeat(129), state: 'a\u0000b' }, tag);
    assert.equal(status, 422);
    const fields = (body as { violations: { field: string }[] }).violations.map(({ field }) => field);
    assert.deepEqual(fields, ['displayName', 'city', 'state']);
    assert.deepEqual(graph.state.requests, []);
  });

  test('is not called by a name that nobody can see', async () => {
    const tag = String((await read()).headers.etag);
    for (const displayName of [
      '\u200b',
      '\u200b \u2060',
      '\u00ad',
      '\u3164',
      '\u200d',
      '\ufe0f',
      '\u2800',
      '\u{e0041}',
    ]) {
      const { status, body } = await change({ displayName }, tag);
      const fields = (body as { violations?: { field: string }[] }).violations?.map(({ field }) => field);
      assert.deepEqual([status, fields], [422, ['displayName']], JSON.stringify(displayName));
    }
    assert.deepEqual(graph.state.patches, []);
    assert.equal((await change({ displayName: 'نرگس\u200cخاتون' }, tag)).status, 200, 'scripts need their joiners');
  });

  test('of more than Graph ever answers is not taken whole, whether the length is said or not', async () => {
    const huge = 'x'.repeat(300 * 1024);
    const body = { id: 'oid-ada', displayName: huge, access_token: huge, token_type: 'Bearer', expires_in: 3599 };
    const length = { 'content-length': String(JSON.stringify(body).length) };
    for (const where of ['/v1.0/me', `/${GRAPH_TENANT}/oauth2/v2.0/token`])
      for (const headers of [{}, length])
        for (const status of [200, 400]) {
          graph.state.trouble = (path) => (path === where ? { status, headers, body } : undefined);
          const answer = await read();
          const which = `${where} ${status} ${Object.keys(headers)}`;
          assert.deepEqual([answer.status, codeOf(answer)], [503, 'profile-service-away'], which);
        }
  });

  test('has a value that Graph does not take said beside its field', async () => {
    const { status, body } = await change({ streetAddress: 'x'.repeat(200) });
    assert.equal(status, 422);
    const [violation] = (body as { violations: { field: string; message: string }[] }).violations;
    assert.equal(violation?.field, 'streetAddress');
    assert.doesNotMatch(violation?.message ?? '', /property|resource/);
  });

  test('is nobody else’s, and one person’s exchange leaves nothing for the next', async () => {
    graph.state.users.set('oid-ben', { displayName: 'Ben Demo' });
    await read();
    assert.deepEqual((await read(stage, { oid: 'oid-ben' })).body, { displayName: 'Ben Demo' });
    const exchanges = graph.state.requests.filter((each) => each.endsWith('/token'));
    assert.equal(exchanges.length, 2, 'each request exchanges its own token');
  });

  test('of an account that was deleted is there no more', async () => {
    graph.state.trouble = (path) => {
      if (path === '/v1.0/me') graph.state.users.clear();
      return undefined;
    };
    const gone = await read();
    assert.deepEqual([gone.status, codeOf(gone)], [404, 'no-such-profile']);
  });
});

describe('trouble at Microsoft', () => {
  const answering = (where: RegExp, given: ReturnType<typeof graphError> | 'silence') => {
    graph.state.trouble = (path) => (where.test(path) ? given : undefined);
  };

  test('missing consent says what an operator must do, at the exchange and at Graph', async () => {
    graph.state.isConsented = false;
    const refused = await read();
    assert.deepEqual([refused.status, codeOf(refused)], [503, 'profile-access-missing']);
    assert.match(JSON.stringify(refused.body), /User\.ReadWrite[^"]*admin consent/);
    graph.state.isConsented = true;
    answering(/me$/, graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges.'));
    assert.equal(codeOf(await read()), 'profile-access-missing');
  });

  test('a wrong secret of the api is the operator’s, and mended without a restart of Microsoft’s side', async () => {
    const wrong = await startStage({ API_CLIENT_SECRET: 'a-secret-of-yesterday' });
    try {
      const refused = await read(wrong);
      assert.deepEqual([refused.status, codeOf(refused)], [503, 'profile-client-refused']);
      assert.doesNotMatch(JSON.stringify(refused.body), /a-secret-of-yesterday/);
    } finally {
      await wrong.strike();
    }
  });

  test('a session that was revoked there means sign in again', async () => {
    answering(/token$/, oauthError('invalid_grant', 'AADSTS50173: The provided grant has expired.'));
    const refused = await read();
    assert.deepEqual([refused.status, codeOf(refused)], [401, 'profile-sign-in-needed']);
    assert.match(String(refused.headers['www-authenticate']), /error="invalid_token"/);
    answering(/me$/, graphError(401, 'InvalidAuthenticationToken', 'Access token has expired.'));
    assert.equal((await read()).status, 401);
  });

  test('Conditional Access that wants more is passed on as a claims request', async () => {
    const claims = '{"access_token":{"capolids":{"essential":true,"values":["p"]}}}';
    answering(
      /token$/,
      oauthError('interaction_required', 'AADSTS50076: multifactor authentication.', 400, { claims }),
    );
    const refused = await read();
    assert.deepEqual([refused.status, codeOf(refused)], [401, 'profile-proof-needed']);
    for (const unusable of [{}, 'x'.repeat(5_000)]) {
      answering(/token$/, oauthError('interaction_required', 'AADSTS50076', 400, { claims: unusable }));
      assert.equal(codeOf(await read()), 'profile-sign-in-needed');
    }
    const sent = /error="insufficient_claims".*claims="([^"]+)"/.exec(String(refused.headers['www-authenticate']))?.[1];
    assert.equal(Buffer.from(sent ?? '', 'base64').toString(), claims);
  });

  test('Retry-After is told on, and nobody asks again before that', async () => {
    for (const [where, status] of [
      [/me$/, 429],
      [/token$/, 429],
      [/me$/, 503],
    ] as const) {
      answering(where, graphError(status, 'TooManyRequests', '', { 'retry-after': '40' }));
      const refused = await read();
      assert.deepEqual(
        [refused.status, codeOf(refused), refused.headers['retry-after']],
        [503, 'profile-service-busy', '40'],
      );
      graph.state.trouble = undefined;
      graph.state.requests = [];
      stage.clock.now = new Date(stage.clock.now.getTime() + 15_000);
      assert.equal((await read()).headers['retry-after'], '25');
      assert.deepEqual(
        graph.state.requests.filter((each) => where.test(each)),
        [],
      );
      stage.clock.now = new Date(stage.clock.now.getTime() + 26_000);
      assert.equal((await read()).status, 200);
    }
  });

  test('an answer that is an error, no JSON or none at all is a service that is away', async () => {
    answering(/me$/, graphError(500, 'InternalServerError', ''));
    const refused = await read();
    assert.deepEqual([refused.status, codeOf(refused)], [503, 'profile-service-away']);
    answering(/token$/, { status: 502, body: {} });
    assert.equal(codeOf(await read()), 'profile-service-away');
    answering(/me$/, { status: 200 });
    assert.equal(codeOf(await read()), 'profile-service-away');
    answering(/token$/, { status: 400, body: { toJSON: () => 'no object' } });
    assert.equal(codeOf(await read()), 'profile-service-away');
    stage.clock.now = new Date(stage.clock.now.getTime() + 3_600_000);
    answering(/openid-configuration$/, { status: 404 });
    assert.equal((await read()).status, 503);
    graph.state.trouble = undefined;
    assert.equal((await read()).status, 200);
  });

  test('a Graph where nobody listens is a service that is away', async () => {
    const away = await startStage({ GRAPH_ORIGIN: 'http://127.0.0.1:9' });
    try {
      assert.equal(codeOf(await read(away)), 'profile-service-away');
    } finally {
      await away.strike();
    }
  });
});

test('where the provider keeps profiles itself, there is none here', async () => {
  const plain = await setStage();
  try {
    const token = await plain.tokenOf({ sub: 'ada' });
    for (const method of ['GET', 'PATCH'] as const) {
      const answer = await plain.call(method, '/profile', {
        token,
        ...(method === 'PATCH' ? { body: { city: 'Rome' }, headers: { 'if-match': '"1"' } } : {}),
      });
      assert.deepEqual([answer.status, codeOf(answer)], [404, 'profile-kept-elsewhere']);
    }
  } finally {
    await plain.strike();
  }
});

test('refuses settings that cannot work: another kind of provider, no secret, a Graph without TLS', () => {
  const { API_CLIENT_SECRET: _, ...withoutSecret } = SETTINGS;
  assert.throws(
    () => readApiConfig({ GRAPH_PROFILE: 'true', API_CLIENT_SECRET: SECRET }),
    /GRAPH_PROFILE.*external-id/,
  );
  assert.throws(() => readApiConfig(withoutSecret), /API_CLIENT_SECRET is missing/);
  assert.throws(() => readApiConfig({ ...SETTINGS, GRAPH_ORIGIN: 'http://graph.example' }), /GRAPH_ORIGIN.*https/);
  assert.equal(readApiConfig({ ...SETTINGS, GRAPH_PROFILE: 'false' }).provider.graphProfile, undefined);
});
