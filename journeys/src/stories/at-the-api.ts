import assert from 'node:assert/strict';
import { type ApiClient, createApiClient } from '@surety/api-contract';
import type { Scene, Story } from './story.ts';

const POLICY = 'SUR-100011';

async function draftAt(api: ApiClient, token: string): Promise<{ id: string; challenge: string; etag: string }> {
  const policy = await api.getPolicy({ token, parameters: { number: POLICY } });
  assert.ok(policy.ok, JSON.stringify(policy));
  const beneficiary = {
    kind: 'person',
    name: 'Eve Demo',
    relationship: 'friend',
    bornOn: '1990-01-01',
    class: 'primary',
    allocation: 10_000,
  };
  const drafted = await api.draftEndorsement({
    token,
    parameters: { number: POLICY },
    ifMatch: policy.etag ?? '',
    body: { beneficiaries: [beneficiary] },
  });
  assert.ok(drafted.ok, JSON.stringify(drafted));
  return { id: drafted.body.id, challenge: drafted.body.challenge ?? '', etag: policy.etag ?? '' };
}

/** Somebody with a token and no portal: the step-up holds at the api. */
export const walkingAround: Story = {
  rule: 'walks around the portal with an ordinary token: the api refuses every confirmation and says what would do',
  async tell({ surety, provider, ownClient }: Scene) {
    const api = createApiClient({ origin: surety.api });
    const client = await ownClient();
    const guest = client.guest();
    const { access_token: token, refresh_token: refreshToken = '' } = await client.signIn('Ada', { guest });
    await api.registerPolicyholder({ token });
    const { id, challenge, etag } = await draftAt(api, token);
    const confirm = (bearer: string) => api.confirmEndorsement({ token: bearer, parameters: { id } });

    const answer = await confirm(token);
    assert.ok(!answer.ok && answer.status === 401);
    assert.equal(answer.challenge?.error, 'insufficient_user_authentication');
    assert.match(`${answer.challenge?.acrValues} ${answer.challenge?.claims}`, provider.demands);

    const named = await client.signIn('Ada', { guest, nonce: challenge });
    const refreshed = await client.refresh(refreshToken);
    for (const tokens of [named, refreshed]) {
      const refused = await confirm(tokens.access_token);
      assert.ok(!refused.ok && refused.status === 401, 'an ordinary token confirmed a change');
    }
    const { access_token: ofBen } = await client.signIn('Ben');
    await api.registerPolicyholder({ token: ofBen });
    const unknown = await confirm(ofBen);
    assert.ok(!unknown.ok && unknown.status === 404, 'another person’s change was there');
    const unchanged = await api.getPolicy({ token, parameters: { number: POLICY } });
    assert.ok(unchanged.ok && unchanged.etag === etag, 'the policy has changed');
  },
};
