import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { openDatabase } from '@surety/database';
import { createLogger, systemRandom } from '@surety/web';
import { openApiDatabase } from '../../../apps/api/src/database.ts';
import { ADA, setStage } from '../../../apps/api/src/testing/stage.ts';
import { createIdentity } from '../../../apps/identity/src/app.ts';
import type { IdentityTables } from '../../../apps/identity/src/database.ts';
import { openIdentityDatabase } from '../../../apps/identity/src/open-database.ts';
import { addPerson, begin, PASSWORD } from '../../../apps/identity/src/testing/a-person.ts';
import { aTenant } from '../../../apps/identity/src/testing/a-tenant.ts';
import { askToken, codeForm } from '../../../apps/identity/src/testing/sign-in.ts';
import { ISSUER_ORIGIN, ORIGIN, type TestIdentity } from '../../../apps/identity/src/testing/test-identity.ts';
import { onServer } from '../testing/on-server.ts';
import { copyPartitioned } from './partitioned-copy.ts';
import { statementsOf, wideStatements } from './partitions-touched.ts';

const server = process.env.TEST_POSTGRES_URL;

/** A database of a test's own, and its schema of parts. */
async function ownDatabase(postgres: string) {
  const name = `surety_parts_${randomBytes(6).toString('hex')}`;
  await onServer(postgres, `create database ${name}`);
  const whole = Object.assign(new URL(postgres), { pathname: `/${name}` }).href;
  const drop = () => onServer(postgres, `drop database ${name} with (force)`);
  return { whole, parts: `${whole}?options=-csearch_path%3Dparts`, drop };
}

if (server !== undefined) {
  test('api: what people do all day reads the rows of one policyholder, in one part of each table', async () => {
    const { whole, parts, drop } = await ownDatabase(server);
    await (await openApiDatabase(whole, 1)).destroy();
    const cut = await copyPartitioned(whole, 'parts', {
      columnOf: (table, key) =>
        table === 'api_policyholder' ? 'id' : key.includes('policyholder_id') ? 'policyholder_id' : undefined,
    });
    assert.ok(cut.includes('api_policy') && cut.includes('api_audit_event') && cut.length >= 7, cut.join());
    const stage = await setStage({ database: { address: parts, drop } });
    try {
      await stage.register(ADA);
      const statements = await statementsOf(async () => {
        const token = await stage.tokenOf(ADA);
        assert.equal((await stage.call('GET', '/policies', { token })).status, 200);
        assert.equal((await stage.call('GET', '/policies/SUR-100001/endorsements', { token })).status, 200);
        const draft = await stage.draft(ADA, 'SUR-100001');
        assert.equal((await stage.call('GET', `/endorsements/${draft.id}`, { token })).status, 200);
        assert.equal((await stage.confirm(draft.id, await stage.stepUp(ADA, draft))).status, 200);
      });
      assert.ok(statements.length >= 8, `only ${statements.length} statements were heard`);
      const wide = await wideStatements(parts, statements);
      // Whose token this is must be found out before anybody knows where their rows are: an index probe in each part, once
      // for each token, because the answer is kept as long as the verified token.
      const directory = 'select "id" from "api_policyholder" where "issuer" = $1 and "subject" = $2';
      assert.deepEqual(
        wide.filter(({ text }) => text !== directory),
        [],
      );
    } finally {
      await stage.strike();
    }
  });

  test('identity: a sign-in and a renewal read one part of each table', async () => {
    const { whole, parts, drop } = await ownDatabase(server);
    await (await openIdentityDatabase(whole, 1)).destroy();
    const cut = await copyPartitioned(whole, 'parts', {
      columnOf: (table, [first]) => (/_migration|signing_key|_message$/.test(table) ? undefined : first),
    });
    assert.ok(
      cut.includes('identity_account') && cut.includes('identity_refresh_token') && cut.length >= 9,
      cut.join(),
    );
    const db = openDatabase<IdentityTables>(parts);
    const clock = { now: new Date('2026-03-01T12:00:00Z') };
    const identity = createIdentity({
      db,
      tenant: aTenant(),
      origin: ORIGIN,
      issuerOrigin: ISSUER_ORIGIN,
      tlsHostNames: [],
      secret: 'a-secret-for-tests-only',
      clock: () => clock.now,
      random: systemRandom,
      logger: createLogger('identity', 'silent'),
      mail: { from: 'no-reply@surety.example' },
      hasInbox: true,
      hasStartPage: true,
    });
    try {
      const tested = { ...identity, clock } as unknown as TestIdentity;
      const { email } = await addPerson(tested);
      await identity.services.signingKeys.current();
      const statements = await statementsOf(async () => {
        const { browser, page } = await begin(tested);
        const { url } = await browser.press(page, 'continue', { email, password: PASSWORD });
        const code = new URL(url).searchParams.get('code') ?? '';
        const { status, body } = await askToken(tested, codeForm(code));
        assert.equal(status, 200, JSON.stringify(body));
        const renewal = { grant_type: 'refresh_token', refresh_token: String(body.refresh_token) };
        assert.equal((await askToken(tested, renewal)).status, 200);
      });
      assert.ok(statements.length >= 15, `only ${statements.length} statements were heard`);
      const wide = await wideStatements(parts, statements);
      assert.deepEqual(
        wide.map(({ text }) => text).filter((text) => !DIRECTORY.test(text)),
        [],
      );
    } finally {
      await identity.close();
      await db.destroy();
      await drop();
    }
  });
}

/** Whose address this is must be found out before anybody knows where their rows are. */
const DIRECTORY = /from "identity_account".* where "email" = \$1/;
