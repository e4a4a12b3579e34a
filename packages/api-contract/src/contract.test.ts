import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { ApiUnavailable, createApiClient, openapiDocument, operations } from './index.ts';

async function answering(listener: RequestListener, work: (origin: string) => Promise<void>): Promise<void> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('every operation that changes something demands a scope or the token of a link, and no GET demands a proof', () => {
  for (const operation of Object.values(operations)) {
    if (operation.method !== 'GET')
      assert.ok('requirement' in operation !== 'authorizedBy' in operation, operation.path);
    else assert.ok(!('requirement' in operation && 'proof' in operation.requirement), operation.path);
  }
});

test('the client puts parameters, token, version and body where the contract says', async () => {
  let seen = {};
  await answering(
    (request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        const { authorization, 'if-match': ifMatch } = request.headers;
        seen = { method: request.method, url: request.url, authorization, ifMatch, body };
        response.writeHead(201, { etag: '"2"' }).end('{}');
      });
    },
    async (origin) => {
      const answer = await createApiClient({ origin }).draftEndorsement({
        token: 't',
        parameters: { number: 'A/1 ?' },
        ifMatch: '"1"',
        body: { beneficiaries: [] },
      });
      assert.deepEqual(answer, { ok: true, body: {}, etag: '"2"' });
    },
  );
  assert.deepEqual(seen, {
    method: 'POST',
    url: '/policies/A%2F1%20%3F/endorsements',
    authorization: 'Bearer t',
    ifMatch: '"1"',
    body: '{"beneficiaries":[]}',
  });
});

test('the client hands over a refusal with its challenge', async () => {
  await answering(
    (_request, response) => {
      response.writeHead(401, {
        'www-authenticate': 'Bearer error="insufficient_user_authentication", acr_values="a"',
      });
      response.end('{"code":"second-factor-needed"}');
    },
    async (origin) => {
      const answer = await createApiClient({ origin }).confirmEndorsement({ token: 't', parameters: { id: '1' } });
      assert.ok(!answer.ok && answer.status === 401);
      assert.deepEqual(answer.challenge, { error: 'insufficient_user_authentication', acrValues: ['a'] });
    },
  );
});

test('the client hands over a document as its bytes', async () => {
  let accept: string | undefined;
  await answering(
    (request, response) => {
      accept = request.headers.accept;
      response.writeHead(200, { 'content-type': 'application/pdf' }).end(Buffer.from([37, 80, 0, 255]));
    },
    async (origin) => {
      const answer = await createApiClient({ origin }).getConfirmation({ token: 't', parameters: { id: '1' } });
      assert.deepEqual(answer, { ok: true, body: new Uint8Array([37, 80, 0, 255]) });
    },
  );
  assert.equal(accept, 'application/pdf, application/problem+json');
});

test('the client says that the api is away when it is silent, slow or answers in other words', async () => {
  await assert.rejects(createApiClient({ origin: 'http://127.0.0.1:9' }).getHealth({}), ApiUnavailable);
  await answering(
    (_request, response) => void response.end('<html>'),
    async (origin) => assert.rejects(createApiClient({ origin }).getHealth({}), ApiUnavailable),
  );
  await answering(
    () => undefined,
    async (origin) => assert.rejects(createApiClient({ origin, timeout: 50 }).getHealth({}), ApiUnavailable),
  );
});

test('the OpenAPI document holds every operation with its scope and refusals', () => {
  const document = openapiDocument('http://localhost:3001') as {
    openapi: string;
    paths: Record<string, Record<string, object>>;
  };
  assert.equal(document.openapi, '3.1.0');
  const described = Object.values(document.paths).flatMap((path) => Object.values(path));
  assert.equal(described.length, Object.keys(operations).length);
  const confirm = document.paths['/endorsements/{id}/confirmation']?.post as { security: object[]; responses: object };
  assert.deepEqual(confirm.security, [{ bearer: ['Accounts.Write'] }]);
  assert.deepEqual(Object.keys(confirm.responses), ['200', '400', '401', '403', '404', '409', '410', '412']);
});
