import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestIdentity } from '../testing/test-identity.ts';

test('an address that cannot be read is a page of the house in the reader’s language, and shows nothing of the inside', async (t) => {
  const identity = await createTestIdentity();
  t.after(() => identity.close());
  for (const [language, lang] of [
    ['es-MX,en;q=0.5', 'es'],
    ['de', 'en'],
  ]) {
    for (const url of ['/%zz', '/%E0%A4%A', '/%zz/B2C_1_signupsignin1/oauth2/v2.0/authorize?p=%ff']) {
      const response = await identity.app.inject({ url, headers: { 'accept-language': language } });
      assert.equal(response.statusCode, 400, url);
      assert.equal(response.headers['content-type'], 'text/html; charset=utf-8');
      assert.match(String(response.headers['content-security-policy']), /default-src 'none'/);
      assert.match(response.body, new RegExp(`<html lang="${lang}"`));
      assert.match(response.body, /This address cannot be read/);
      assert.doesNotMatch(response.body, /node_modules|\n {4}at |FST_|%zz/);
    }
  }
});
