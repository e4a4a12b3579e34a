import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Weakness } from '@surety/oauth';
import type { JWTPayload } from 'jose';
import type { ProofConfig } from '../provider-settings.ts';
import { type Stage, setStage } from '../testing/stage.ts';
import { announceProof } from './announce-proof.ts';
import { createProvider } from './provider.ts';

const POLICY = 'SUR-100001';
const OTHER_POLICY = 'SUR-100002';
const ADA_EXTERNAL = { oid: 'ada', email: 'ada@demo.example', xms_edov: true };
const ADA_OPENID = {
  sub: 'ada',
  email: 'ada@demo.example',
  email_verified: true,
  scope: 'Accounts.Read Accounts.Write',
};

const accepting = (...weaknesses: Weakness[]) => ({ maxAgeSeconds: 120, accepts: new Set(weaknesses) });
const externalId = (...weaknesses: Weakness[]): ProofConfig => ({
  kind: 'external-id',
  authenticationContexts: ['c1'],
  ...accepting(...weaknesses),
});
const openid = (...weaknesses: Weakness[]): ProofConfig => ({
  kind: 'openid-connect',
  acrValues: ['urn:mfa'],
  ...accepting(...weaknesses),
});

async function onStage(proof: ProofConfig, tell: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await setStage({ proof });
  try {
    await tell(stage);
  } finally {
    await stage.strike();
  }
}

const secondsOf = (stage: Stage) => Math.floor(stage.clock.now.getTime() / 1000);
const wait = (stage: Stage, seconds: number) => {
  stage.clock.now = new Date(stage.clock.now.getTime() + seconds * 1_000);
};

describe('External ID', () => {
  test('with unbound proofs by token time accepted, needs the authentication context in a token issued after the draft', () =>
    onStage(externalId('unbound', 'token-time'), async (stage) => {
      await stage.register(ADA_EXTERNAL);
      const early = await stage.tokenOf(ADA_EXTERNAL, { acrs: ['c1'] });
      wait(stage, 5);
      const draft = await stage.draft(ADA_EXTERNAL, POLICY);
      const weak = await stage.confirm(draft.id, await stage.tokenOf(ADA_EXTERNAL));
      assert.deepEqual([weak.status, weak.body.code], [401, 'second-factor-needed']);
      const challenges = weak.headers['www-authenticate'] as unknown as string[];
      assert.match(challenges[0] ?? '', /error="insufficient_claims", claims="[\w=]+"/);
      assert.match(challenges[1] ?? '', /error="insufficient_user_authentication".*acr_values="c1"/);
      assert.equal((await stage.confirm(draft.id, early)).body.code, 'proof-not-bound');
      const strong = await stage.tokenOf(ADA_EXTERNAL, { acrs: ['c1'] });
      assert.equal((await stage.confirm(draft.id, strong)).status, 200);
    }));

  test('with unbound proofs accepted, a token that only says when it was issued proves nothing', () =>
    onStage(externalId('unbound'), async (stage) => {
      await stage.register(ADA_EXTERNAL);
      const draft = await stage.draft(ADA_EXTERNAL, POLICY);
      const silent = await stage.tokenOf(ADA_EXTERNAL, { acrs: ['c1'] });
      assert.equal((await stage.confirm(draft.id, silent)).body.code, 'proof-not-bound');
      const telling = await stage.tokenOf(ADA_EXTERNAL, { acrs: ['c1'], auth_time: secondsOf(stage) });
      assert.equal((await stage.confirm(draft.id, telling)).status, 200);
    }));

  test('with nothing accepted, no change is confirmed by any token, and nobody is sent for one', () =>
    onStage(externalId(), async (stage) => {
      await stage.register(ADA_EXTERNAL);
      const draft = await stage.draft(ADA_EXTERNAL, POLICY);
      const strong = { acrs: ['c1'], auth_time: secondsOf(stage), nonce: draft.challenge };
      const { status, body, headers } = await stage.confirm(draft.id, await stage.tokenOf(ADA_EXTERNAL, strong));
      assert.deepEqual([status, body.code], [403, 'proof-not-possible']);
      assert.equal(headers['www-authenticate'], undefined);
    }));
});

describe('OpenID Connect', () => {
  test('needs the class, the nonce of this draft, and an authentication after it and not too old', () =>
    onStage(openid(), async (stage) => {
      await stage.register(ADA_OPENID);
      const before = secondsOf(stage) - 1;
      const draft = await stage.draft(ADA_OPENID, POLICY);
      const bound = { acr: 'urn:mfa', nonce: draft.challenge };
      const code = async (changes: JWTPayload) =>
        (await stage.confirm(draft.id, await stage.tokenOf(ADA_OPENID, changes))).body.code;
      wait(stage, 7);
      const weak = await stage.confirm(draft.id, await stage.tokenOf(ADA_OPENID));
      const challenge = String(weak.headers['www-authenticate']);
      assert.match(challenge, /acr_values="urn:mfa", max_age="7"/, 'only who proved themselves since the draft');
      assert.equal(await code({ ...bound, auth_time: before }), 'proof-not-bound');
      assert.equal(await code({ acr: 'urn:mfa', auth_time: secondsOf(stage) }), 'proof-not-bound');
      const given = secondsOf(stage);
      wait(stage, 121);
      assert.equal(await code({ ...bound, auth_time: given }), 'proof-too-old');
      assert.equal(await code({ ...bound, auth_time: secondsOf(stage) }), undefined);
    }));

  test('where unbound proofs are accepted, one proof confirms one change only', () =>
    onStage(openid('unbound'), async (stage) => {
      await stage.register(ADA_OPENID);
      const [first, second] = [await stage.draft(ADA_OPENID, POLICY), await stage.draft(ADA_OPENID, OTHER_POLICY)];
      const proof = await stage.tokenOf(ADA_OPENID, { acr: 'urn:mfa', auth_time: secondsOf(stage) });
      assert.equal((await stage.confirm(first.id, proof)).status, 200);
      const again = await stage.confirm(second.id, proof);
      assert.deepEqual([again.status, again.body.code], [401, 'proof-spent']);
      assert.match(String(again.headers['www-authenticate']), /insufficient_user_authentication/);
      wait(stage, 1);
      const fresh = await stage.tokenOf(ADA_OPENID, { acr: 'urn:mfa', auth_time: secondsOf(stage) });
      assert.equal((await stage.confirm(second.id, fresh)).status, 200);
    }));
});

test('what a provider leaves unproven is said at start-up, with the setting that accepts it', () => {
  const said = (proof: ProofConfig): string[] => {
    const lines: string[] = [];
    const config = { metadataUrls: [], backChannels: new Map(), audience: 'a', standing: { roles: 'roles' }, proof };
    const rule = createProvider(config, () => new Date()).profile.proof;
    announceProof({ warn: (_about: object, text = '') => void lines.push(text) }, rule);
    return lines;
  };
  assert.deepEqual(said({ kind: 'azure-ad-b2c', stepUpUserFlows: ['B2C_1_mfa'] }), []);
  assert.match(said(externalId()).join(), /changes are refused.*ACCEPT_UNBOUND_PROOF/);
  assert.equal(said(externalId('unbound', 'token-time')).length, 2);
  assert.match(said(openid('unbound')).join(), /any one change.*ACCEPT_UNBOUND_PROOF/);
  assert.deepEqual(said(openid()), []);
});
