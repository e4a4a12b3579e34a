import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readApiConfig } from './config.ts';

test('without settings it fits the embedded identity', () => {
  const { port, origin, databaseUrl, demoMode, provider } = readApiConfig({});
  assert.deepEqual([port, origin, demoMode], [3001, 'http://localhost:3001', true]);
  assert.equal(databaseUrl, 'sqlite:data/api.db');
  assert.deepEqual(provider.metadataUrls, [
    'https://localhost:3443/surety.onmicrosoft.com/B2C_1_signupsignin1/v2.0/.well-known/openid-configuration',
    'https://localhost:3443/surety.onmicrosoft.com/B2C_1_signupsignin1_mfa/v2.0/.well-known/openid-configuration',
  ]);
  assert.deepEqual([...provider.backChannels], [['https://localhost:3443', 'http://localhost:3002']]);
});

test('a tenant elsewhere is reached by its own address, unless a back channel is set', () => {
  const AUTHORITY_ORIGIN = 'https://contoso.b2clogin.com';
  assert.equal(readApiConfig({ AUTHORITY_ORIGIN }).provider.backChannels.size, 0);
  const { backChannels } = readApiConfig({ AUTHORITY_ORIGIN, PROVIDER_BACK_CHANNEL: 'http://idp:3002' }).provider;
  assert.equal(backChannels.get(AUTHORITY_ORIGIN), 'http://idp:3002');
});

test('each kind of provider names what it needs and does not have', () => {
  const METADATA_URLS = 'https://login.example/.well-known/openid-configuration';
  const read = (environment: Record<string, string>) => () => readApiConfig(environment);
  assert.throws(read({ PROVIDER_KIND: 'openid-connect' }), /ISSUER_URL/);
  assert.throws(read({ PROVIDER_KIND: 'openid-connect', METADATA_URLS }), /ACR_VALUES/);
  assert.throws(read({ PROVIDER_KIND: 'external-id', METADATA_URLS }), /AUTHENTICATION_CONTEXTS/);
  assert.throws(read({ STEP_UP_USER_FLOWS: ',' }), /STEP_UP_USER_FLOWS/);
  assert.throws(read({ PROVIDER_KIND: 'ldap' }), /PROVIDER_KIND is wrong: write azure-ad-b2c/);
  const { provider } = readApiConfig({
    PROVIDER_KIND: 'openid-connect',
    METADATA_URLS,
    ACR_VALUES: 'mfa',
    MAX_AGE: '60',
  });
  assert.ok(provider.proof.kind === 'openid-connect');
  assert.deepEqual([provider.proof.acrValues, provider.proof.maxAgeSeconds], [['mfa'], 60]);
  assert.equal(provider.proof.accepts.size, 0, 'nothing weaker is accepted unless it is named');
});

test('one address of the provider leads to its metadata, for each kind', () => {
  const openid = { PROVIDER_KIND: 'openid-connect', ACR_VALUES: 'mfa' };
  const urlsFor = (environment: Record<string, string>) => readApiConfig(environment).provider.metadataUrls;
  const document = 'https://login.example/realm/.well-known/openid-configuration';
  assert.deepEqual(urlsFor({ ...openid, ISSUER_URL: 'https://login.example/realm/' }), [document]);
  assert.deepEqual(urlsFor({ ...openid, ISSUER_URL: document }), [document]);
  const TENANT_ID = 'AAAAAAAA-0000-4000-8000-00000000000A';
  const external = { PROVIDER_KIND: 'external-id', AUTHENTICATION_CONTEXTS: 'c1', TENANT_ID };
  assert.deepEqual(urlsFor({ ...external, AUTHORITY_ORIGIN: 'https://contoso.ciamlogin.com' }), [
    `https://contoso.ciamlogin.com/${TENANT_ID.toLowerCase()}/v2.0/.well-known/openid-configuration`,
  ]);
});

test('of a former B2C that gave each user flow an issuer, people are known by the directory as well', () => {
  const former = 'https://contoso.b2clogin.com/tfp/11111111-2222-4333-8444-555555555555/b2c_1_susi/v2.0/';
  const directory = 'https://contoso.b2clogin.com/11111111-2222-4333-8444-555555555555/v2.0/';
  assert.deepEqual(readApiConfig({ FORMER_ISSUERS: former }).formerIssuers, [former, directory]);
  assert.deepEqual(readApiConfig({ FORMER_ISSUERS: directory }).formerIssuers, [directory]);
});
