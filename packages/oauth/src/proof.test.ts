import assert from 'node:assert/strict';
import { test } from 'node:test';
import { b2cProfile, externalIdProfile, judgeProof, maxAgeFor, openidProfile, type Weakness } from './index.ts';

const draftedAt = new Date('2026-11-01T10:00:00.700Z');
const now = new Date('2026-11-01T10:05:00Z');
const transaction = { title: 'Change beneficiaries', lines: ['Policy SUR-100001'] };
const change = { challenge: 'challenge-of-this-draft', draftedAt, transaction };
const seconds = (time: string) => Date.parse(time) / 1000;

const accepting = (...weaknesses: Weakness[]) => ({ maxAgeSeconds: 240, accepts: new Set(weaknesses) });
const b2c = b2cProfile({ stepUpUserFlows: ['B2C_1_signupsignin1_mfa'] });
const judgeB2c = (claims: Record<string, unknown>) => judgeProof(b2c.proof, b2c.evidence(claims), change, now);

test('B2C: accepts the step-up user flow in any letter case with the nonce of this draft', () => {
  assert.equal(judgeB2c({ tfp: 'b2c_1_SIGNUPSIGNIN1_mfa', nonce: change.challenge }), 'proven');
  assert.equal(judgeB2c({ acr: 'b2c_1_signupsignin1_mfa', nonce: change.challenge }), 'proven');
});

test('B2C: refuses the ordinary user flow, and a token that names none', () => {
  assert.equal(judgeB2c({ tfp: 'B2C_1_signupsignin1', nonce: change.challenge }), 'second-factor-missing');
  assert.equal(judgeB2c({ nonce: change.challenge }), 'second-factor-missing');
});

test('B2C: refuses the nonce of another draft, and no nonce', () => {
  assert.equal(
    judgeB2c({ tfp: 'B2C_1_signupsignin1_mfa', nonce: 'challenge-of-other-draft' }),
    'not-bound-to-this-change',
  );
  assert.equal(judgeB2c({ tfp: 'B2C_1_signupsignin1_mfa' }), 'not-bound-to-this-change');
});

test('External ID: with token time accepted, needs the authentication context and a token issued after the draft', () => {
  const profile = externalIdProfile({ authenticationContexts: ['c1'], ...accepting('unbound', 'token-time') });
  const judge = (claims: Record<string, unknown>) => judgeProof(profile.proof, profile.evidence(claims), change, now);
  assert.equal(judge({ acrs: ['c1'], iat: seconds('2026-11-01T10:00:00Z') }), 'proven');
  assert.equal(judge({ acrs: 'c1', iat: seconds('2026-11-01T10:01:00Z') }), 'proven');
  assert.equal(judge({ acrs: ['c1'], iat: seconds('2026-11-01T09:59:59Z') }), 'not-bound-to-this-change');
  assert.equal(judge({ acrs: ['c1'] }), 'not-bound-to-this-change');
  assert.equal(judge({ iat: seconds('2026-11-01T10:01:00Z') }), 'second-factor-missing');
});

test('External ID: without that, the token must say when the person proved themselves', () => {
  const profile = externalIdProfile({ authenticationContexts: ['c1'], ...accepting('unbound') });
  const judge = (claims: Record<string, unknown>) => judgeProof(profile.proof, profile.evidence(claims), change, now);
  const iat = seconds('2026-11-01T10:04:00Z');
  assert.equal(judge({ acrs: ['c1'], iat }), 'not-bound-to-this-change');
  assert.equal(judge({ acrs: ['c1'], iat, auth_time: seconds('2026-11-01T09:00:00Z') }), 'not-bound-to-this-change');
  assert.equal(judge({ acrs: ['c1'], iat, auth_time: iat }), 'proven');
});

test('External ID: can never bind a proof to a change, and says so unless that is accepted', () => {
  const options = { authenticationContexts: ['c1'] };
  assert.deepEqual(externalIdProfile({ ...options, ...accepting() }).proof.missing, ['unbound']);
  assert.deepEqual(externalIdProfile({ ...options, ...accepting('unbound') }).proof.missing, []);
});

test('OpenID Connect: needs the class, the nonce of this draft, and an authentication after it and not too old', () => {
  const profile = openidProfile({ acrValues: ['urn:mfa'], ...accepting() });
  const judge = (claims: Record<string, unknown>) => judgeProof(profile.proof, profile.evidence(claims), change, now);
  const bound = { acr: 'urn:mfa', nonce: change.challenge };
  assert.equal(judge({ ...bound, auth_time: seconds('2026-11-01T10:02:00Z') }), 'proven');
  assert.equal(judge({ ...bound, auth_time: seconds('2026-11-01T10:00:30Z') }), 'too-old');
  assert.equal(judge({ ...bound, auth_time: seconds('2026-11-01T09:00:00Z') }), 'not-bound-to-this-change');
  assert.equal(judge(bound), 'not-bound-to-this-change');
  assert.equal(judge({ ...bound, acr: '0', auth_time: seconds('2026-11-01T10:02:00Z') }), 'second-factor-missing');
  assert.equal(judge({ acr: 'urn:mfa', auth_time: seconds('2026-11-01T10:02:00Z') }), 'not-bound-to-this-change');
});

test('OpenID Connect: where the operator accepts it, a fresh proof without a nonce will do', () => {
  const profile = openidProfile({ acrValues: ['urn:mfa'], ...accepting('unbound') });
  const judge = (claims: Record<string, unknown>) => judgeProof(profile.proof, profile.evidence(claims), change, now);
  assert.equal(judge({ acr: 'urn:mfa', auth_time: seconds('2026-11-01T10:02:00Z') }), 'proven');
  assert.equal(judge({ acr: 'urn:mfa', auth_time: seconds('2026-11-01T09:59:00Z') }), 'not-bound-to-this-change');
});

test('asks for an authentication that is no older than the draft', () => {
  const { proof } = openidProfile({ acrValues: ['urn:mfa'], ...accepting() });
  assert.equal(maxAgeFor(proof, change, new Date('2026-11-01T10:00:10.900Z')), 10);
  assert.equal(maxAgeFor(proof, change, new Date('2026-11-01T10:30:00Z')), 240);
  assert.equal(maxAgeFor(b2c.proof, change, now), undefined);
});

test('OpenID Connect: claims may have other names, and scopes may be a list', () => {
  const claimNames = { subject: 'uid', scope: 'scp', email: 'urn:email', emailVerified: 'urn:verified' };
  const profile = openidProfile({ acrValues: ['a'], claimNames, ...accepting() });
  const claims = { uid: 'ada', scp: ['x', 'y'], 'urn:email': 'ada@demo.example', 'urn:verified': true };
  assert.equal(profile.subject(claims), 'ada');
  assert.deepEqual(profile.scopes(claims), ['x', 'y']);
  assert.equal(profile.email(claims), 'ada@demo.example');
  assert.equal(profile.email({ ...claims, 'urn:verified': false }), undefined);
});

test('External ID: an address counts only when its owner was verified', () => {
  const { email } = externalIdProfile({ authenticationContexts: ['c1'], ...accepting() });
  assert.equal(email({ email: 'ada@demo.example' }), undefined);
  assert.equal(email({ email: 'ada@demo.example', xms_edov: false }), undefined);
  for (const xms_edov of [true, 1, '1', 'true'])
    assert.equal(email({ email: 'ada@demo.example', xms_edov }), 'ada@demo.example');
});
