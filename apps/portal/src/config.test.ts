import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SettingsError } from '@surety/web';
import { readPortalConfig } from './config.ts';

const SECRETS = { PORTAL_CLIENT_SECRET: 'a-secret', SESSION_SECRET: 'long-enough-for-sessions' };

test('by default the embedded identity is reached by its back channel', () => {
  const { provider, port, databaseUrl } = readPortalConfig(SECRETS);
  assert.ok(provider.kind === 'azure-ad-b2c');
  assert.equal(provider.authorityOrigin, 'https://localhost:3443');
  assert.equal(provider.backChannelOrigin, 'http://localhost:3002');
  assert.equal(port, 3000);
  assert.match(databaseUrl, /^sqlite:.*portal\.db$/);
});

test('a tenant elsewhere is reached where it says, unless a back channel is named', () => {
  const elsewhere = { ...SECRETS, AUTHORITY_ORIGIN: 'https://contoso.b2clogin.com' };
  assert.equal(readPortalConfig(elsewhere).provider.backChannelOrigin, undefined);
  const named = readPortalConfig({ ...elsewhere, PROVIDER_BACK_CHANNEL: 'http://identity:3002' });
  assert.equal(named.provider.backChannelOrigin, 'http://identity:3002');
});

test('a wrong setting is refused by name, and no secret is shown', () => {
  const wrong: Record<string, string> = {
    PORTAL_PORT: '99999',
    PORTAL_ORIGIN: 'http://localhost:3000/',
    AUTHORITY_ORIGIN: 'http://localhost:3002',
    SIGN_IN_USER_FLOW: 'signin',
    TENANT_NAME: 'a/b',
    STEP_UP_PROMPT: 'sometimes',
    SESSION_IDLE_MINUTES: '0',
    SESSION_SECRET: 'short-secret',
    PROVIDER_KIND: 'unheard-of',
  };
  for (const [name, value] of Object.entries(wrong)) {
    assert.throws(
      () => readPortalConfig({ ...SECRETS, [name]: value }),
      (error) =>
        error instanceof SettingsError && error.message.includes(name) && !error.message.includes('short-secret'),
      name,
    );
  }
});
