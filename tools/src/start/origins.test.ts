import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withInbox, withOrigins } from './origins.ts';

test('moves an origin with its port, for every app that needs it', () => {
  const { PORTAL_ORIGIN, API_ORIGIN, IDENTITY_ORIGIN, PROVIDER_BACK_CHANNEL } = withOrigins({
    IDENTITY_PORT: '4002',
    API_PORT: '',
  });
  assert.deepEqual(
    { PORTAL_ORIGIN, API_ORIGIN, IDENTITY_ORIGIN, PROVIDER_BACK_CHANNEL },
    {
      PORTAL_ORIGIN: 'http://localhost:3000',
      API_ORIGIN: 'http://localhost:3001',
      IDENTITY_ORIGIN: 'http://localhost:4002',
      PROVIDER_BACK_CHANNEL: 'http://localhost:4002',
    },
  );
});

test('keeps what is set', () => {
  assert.equal(
    withOrigins({ PORTAL_ORIGIN: 'https://portal.example', PORTAL_PORT: '1' }).PORTAL_ORIGIN,
    'https://portal.example',
  );
  assert.equal(withInbox({ SMTP_URL: 'smtp://mail.example' }).SMTP_URL, 'smtp://mail.example');
  assert.equal(withInbox({ INBOX_SMTP_PORT: '4025' }).SMTP_URL, 'smtp://localhost:4025');
});

test('moves the issuer with the TLS door, for identity and for its clients', () => {
  const moved = withOrigins({ TLS_PORT: '4443' });
  assert.deepEqual([moved.ISSUER_ORIGIN, moved.AUTHORITY_ORIGIN], ['https://localhost:4443', 'https://localhost:4443']);
  assert.equal(
    withOrigins({ TLS_PORT: '4443', AUTHORITY_ORIGIN: 'https://b2c.example' }).AUTHORITY_ORIGIN,
    'https://b2c.example',
  );
  const off = withOrigins({ TLS_PORT: '' });
  assert.deepEqual([off.TLS_PORT, off.ISSUER_ORIGIN, off.AUTHORITY_ORIGIN], ['off', undefined, undefined]);
});

test('the back channel is that of the embedded identity, not of a provider elsewhere', () => {
  const elsewhere = { PROVIDER_KIND: 'openid-connect', ISSUER_URL: 'https://id.example' };
  assert.equal(withOrigins(elsewhere).PROVIDER_BACK_CHANNEL, undefined);
  assert.equal(withOrigins({ AUTHORITY_ORIGIN: 'https://contoso.b2clogin.com' }).PROVIDER_BACK_CHANNEL, undefined);
  const alias = { AUTHORITY_ORIGIN: 'https://contoso.b2clogin.com', ISSUER_ORIGIN: 'https://contoso.b2clogin.com' };
  assert.equal(withOrigins(alias).PROVIDER_BACK_CHANNEL, 'http://localhost:3002');
});
