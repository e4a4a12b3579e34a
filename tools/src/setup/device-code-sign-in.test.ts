import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { createDeviceCodeSignIn, GRAPH_COMMAND_LINE_TOOLS } from './device-code-sign-in.ts';

type Reply = { status: number; body: Record<string, unknown> };

const PENDING: Reply = {
  status: 400,
  body: { error: 'authorization_pending', error_description: 'AADSTS70016: pending.' },
};
const DECLINED: Reply = {
  status: 400,
  body: { error: 'authorization_declined', error_description: 'The person said no.' },
};
const CODE: Reply = {
  status: 200,
  body: {
    user_code: 'ABCD-EFGH',
    device_code: 'the-device-code',
    verification_uri: 'https://microsoft.com/devicelogin',
    expires_in: 900,
    interval: 0,
    message: 'Open https://microsoft.com/devicelogin and enter the code ABCD-EFGH.',
  },
};

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function tokens(accessToken: string): Reply {
  const tid = '11111111-2222-4333-8444-555555555555';
  const claims = {
    iss: `https://login.microsoftonline.com/${tid}/v2.0`,
    aud: GRAPH_COMMAND_LINE_TOOLS,
    tid,
    oid: 'ada',
    sub: 'ada',
  };
  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      scope: 'https://graph.microsoft.com/Directory.Read.All',
      expires_in: 3600,
      access_token: accessToken,
      refresh_token: 'the-refresh-token',
      id_token: `${encoded({ alg: 'none' })}.${encoded(claims)}.`,
      client_info: encoded({ uid: 'ada', utid: tid }),
    },
  };
}

/** The sign-in service: it answers with the replies in turn, and keeps what it was asked. */
function signInService(...replies: Reply[]) {
  const asked: { url: string; form: URLSearchParams }[] = [];
  async function send<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    asked.push({ url, form: new URLSearchParams(options?.body ?? '') });
    const reply = replies.shift();
    assert.ok(reply, `nobody expected ${url}`);
    return { headers: {}, status: reply.status, body: reply.body as T };
  }
  return { asked, networkClient: { sendGetRequestAsync: send, sendPostRequestAsync: send } };
}

function signIn(service: ReturnType<typeof signInService>, shown: string[] = []) {
  return createDeviceCodeSignIn({
    tenant: 'contoso.onmicrosoft.com',
    clientId: GRAPH_COMMAND_LINE_TOOLS,
    permissions: ['Directory.Read.All'],
    show: (message) => shown.push(message),
    networkClient: service.networkClient,
  });
}

test('shows the code, waits for the person, and asks for the permissions in the tenant that was named', async () => {
  const service = signInService(CODE, PENDING, tokens('first'));
  const shown: string[] = [];
  const token = signIn(service, shown);
  assert.equal(await token(false), 'first');
  assert.deepEqual(shown, [CODE.body.message]);
  const [code, poll] = service.asked;
  assert.match(
    code?.url ?? '',
    /^https:\/\/login\.microsoftonline\.com\/contoso\.onmicrosoft\.com\/oauth2\/v2\.0\/devicecode/,
  );
  assert.match(code?.form.get('scope') ?? '', /https:\/\/graph\.microsoft\.com\/Directory\.Read\.All/);
  assert.equal(poll?.form.get('device_code'), 'the-device-code');
});

test('one sign-in serves all requests; a token that was refused is renewed without asking the person again', async () => {
  const service = signInService(CODE, tokens('first'), tokens('second'));
  const token = signIn(service);
  assert.equal(await token(false), 'first');
  assert.equal(await token(false), 'first');
  assert.equal(await token(true), 'second');
  assert.equal(service.asked.at(-1)?.form.get('grant_type'), 'refresh_token');
});

test('a session that was revoked leads to a new code', async () => {
  const refused: Reply = { status: 400, body: { error: 'invalid_grant', error_description: 'AADSTS50173: revoked.' } };
  const service = signInService(CODE, tokens('first'), refused, CODE, tokens('second'));
  const token = signIn(service);
  await token(false);
  assert.equal(await token(true), 'second');
});

test('a person who refuses is a sentence, not a crash', async () => {
  await assert.rejects(
    signIn(signInService(CODE, DECLINED))(false),
    /The sign-in did not succeed.*Run the command again/s,
  );
});
