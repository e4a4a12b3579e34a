import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorizationDetails } from './transaction.ts';

const KNOWS = { pushedRequestEndpoint: 'https://id.example/par', detailTypes: ['urn:surety:transaction'] };

test('a transaction goes to a provider that knows the type and takes pushed requests, and to no other', () => {
  const transaction = { title: 'Change', lines: ['one'] };
  const sent = authorizationDetails(transaction, KNOWS).authorization_details ?? '';
  assert.deepEqual(JSON.parse(sent), [{ type: 'urn:surety:transaction', ...transaction }]);
  assert.deepEqual(authorizationDetails(transaction, { ...KNOWS, pushedRequestEndpoint: undefined }), {});
  assert.deepEqual(authorizationDetails(transaction, { ...KNOWS, detailTypes: ['payment'] }), {});
  assert.deepEqual(authorizationDetails(undefined, KNOWS), {});
});
