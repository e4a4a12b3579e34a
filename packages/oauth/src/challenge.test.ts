import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatBearerChallenge, parseBearerChallenge } from './index.ts';

test('writes the challenge of RFC 9470', () => {
  assert.equal(
    formatBearerChallenge({
      error: 'insufficient_user_authentication',
      description: 'A second factor is needed',
      acrValues: ['a', 'b'],
      maxAgeSeconds: 300,
    }),
    'Bearer error="insufficient_user_authentication", error_description="A second factor is needed", acr_values="a b", max_age="300"',
  );
  assert.equal(formatBearerChallenge({}), 'Bearer');
});

test('reads back what it wrote, quotes and claims included', () => {
  const challenge = {
    error: 'insufficient_claims' as const,
    description: 'say "please", \\ then wait',
    scope: 'x y',
    acrValues: ['c1'],
    maxAgeSeconds: 0,
    claims: '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}',
  };
  assert.deepEqual(parseBearerChallenge(formatBearerChallenge(challenge)), challenge);
});

test('reads unquoted values and any letter case', () => {
  assert.deepEqual(parseBearerChallenge('bearer MAX_AGE=5, Error=invalid_token'), {
    error: 'invalid_token',
    maxAgeSeconds: 5,
  });
});

test('leaves other schemes and absent headers alone', () => {
  assert.equal(parseBearerChallenge('Basic realm="x"'), undefined);
  assert.equal(parseBearerChallenge(null), undefined);
  assert.equal(parseBearerChallenge('BearerX error="a"'), undefined);
});

test('reads two challenges in one header as one: the words of Entra and those of RFC 9470', () => {
  const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
  const header = [
    formatBearerChallenge({ error: 'insufficient_claims', claims }),
    formatBearerChallenge({ error: 'insufficient_user_authentication', acrValues: ['c1'] }),
  ].join(', ');
  assert.deepEqual(parseBearerChallenge(header), {
    error: 'insufficient_user_authentication',
    acrValues: ['c1'],
    claims,
  });
});
