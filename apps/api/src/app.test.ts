import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createApiClient } from '@surety/api-contract';
import { createLogger, SettingsError } from '@surety/web';
import { startApi } from './app.ts';
import { readApiConfig } from './config.ts';
import { aProposal } from './testing/stage.ts';
import { STEP_UP_USER_FLOW, startTestProvider } from './testing/test-provider.ts';

const folder = mkdtempSync(join(tmpdir(), 'surety-api-start-'));
after(() => rmSync(folder, { recursive: true }));
const logger = createLogger('api', 'silent');

test('starts from settings alone, serves the whole change through the typed client, and keeps it over a restart', async () => {
  const provider = await startTestProvider();
  const settings = {
    DATA_DIR: folder,
    API_PORT: '0',
    METADATA_URLS: provider.metadataUrl,
    SMTP_URL: 'smtp://127.0.0.1:9',
  };
  const config = readApiConfig(settings);
  const ada = { sub: 'ada', emails: ['ada@demo.example'] };
  const token = await provider.token(new Date(), ada);
  const parameters = { number: 'SUR-100001' };

  const first = await startApi(config, logger);
  const api = createApiClient({ origin: first.origin });
  assert.equal((await api.getHealth({})).ok, true);
  assert.deepEqual(await api.registerPolicyholder({ token }), {
    ok: true,
    body: { email: ada.emails[0], policies: 5 },
  });
  const policy = await api.getPolicy({ token, parameters });
  assert.ok(policy.ok);
  const draft = await api.draftEndorsement({ token, parameters, ifMatch: policy.etag ?? '', body: aProposal() });
  assert.ok(draft.ok);
  const { id, challenge: nonce } = draft.body;
  const weak = await api.confirmEndorsement({ token, parameters: { id } });
  assert.ok(!weak.ok && weak.challenge?.error === 'insufficient_user_authentication');
  const strong = await provider.token(new Date(), { ...ada, tfp: STEP_UP_USER_FLOW, nonce });
  const confirmed = await api.confirmEndorsement({ token: strong, parameters: { id } });
  assert.ok(confirmed.ok && confirmed.body.number === 'SUR-100001-E0001');
  await first.close();

  const second = await startApi(config, logger);
  const again = await createApiClient({ origin: second.origin }).listEndorsements({ token, parameters });
  assert.ok(again.ok);
  assert.deepEqual(again.body.endorsements, [confirmed.body]);
  await second.close();
  await provider.close();
});

test('names API_PORT when the port is busy, and leaves nothing open', async () => {
  const config = readApiConfig({ DATA_DIR: folder, API_PORT: '0', API_HOST: '127.0.0.1' });
  const running = await startApi(config, logger);
  const port = Number(new URL(running.origin).port);
  await assert.rejects(
    startApi({ ...config, port }, logger),
    (error) => error instanceof SettingsError && error.message.includes('API_PORT'),
  );
  await running.close();
});
