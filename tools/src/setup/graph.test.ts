import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createGraph } from './graph.ts';
import { refusal, type StandIn, startGraph, TOKEN } from './testing/graph-stand-in.ts';

let standIn: StandIn;
let waits: number[];
const graph = () =>
  createGraph({ origin: standIn.origin, token: async () => TOKEN, wait: async (seconds) => void waits.push(seconds) });

beforeEach(async () => {
  standIn = await startGraph('CIAM');
  waits = [];
});
afterEach(() => standIn.close());

test('a collection is read over all its pages', async () => {
  assert.equal((await graph().list('/beta/identity/userFlowAttributes')).length, 5);
});

test('a next page elsewhere is not followed: the token would go along', async () => {
  standIn.trouble = () => ({
    status: 200,
    body: { value: [], '@odata.nextLink': 'http://elsewhere.example/v1.0/applications' },
  });
  await assert.rejects(graph().list('/v1.0/applications'), /next page is not at/);
});

test('a service that stays busy is given up after six requests, each wait longer than the last', async () => {
  standIn.trouble = () => refusal(503, 'ServiceUnavailable', 'Busy.');
  await assert.rejects(graph().find('/v1.0/organization'), /503 ServiceUnavailable: Busy/);
  assert.deepEqual(waits, [2, 4, 8, 16, 32]);
});

test('a failure that may have done its work (500) is not repeated', async () => {
  let requests = 0;
  standIn.trouble = () => {
    requests += 1;
    return refusal(500, 'InternalServerError', 'Who knows.');
  };
  await assert.rejects(graph().send('POST', '/v1.0/applications', {}), /Who knows/);
  assert.equal(requests, 1);
});

test('an answer that is not Graph’s (a proxy’s page) is shown in short', async () => {
  standIn.trouble = () => ({ status: 502, body: '<html>'.padEnd(5000, 'x') });
  await assert.rejects(graph().find('/v1.0/organization'), (error: Error) => error.message.length < 300);
});
