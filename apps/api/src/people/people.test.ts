import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { PolicyDocument } from '@surety/api-contract';
import type { ProofConfig } from '../provider-settings.ts';
import { ADA, BEN, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds, type TestDatabase } from '../testing/test-databases.ts';
import { importPeople } from './import-people.ts';
import { reportPeople } from './people-report.ts';

const B2C = 'https://contoso.b2clogin.com/11111111-2222-4333-8444-555555555555/v2.0/';
const EXTERNAL = 'https://c1a00000-0000-4000-8000-00000000000c.ciamlogin.com/c1a00000-0000-4000-8000-00000000000c/v2.0';
const PROOF: ProofConfig = {
  kind: 'external-id',
  authenticationContexts: ['c1'],
  maxAgeSeconds: 300,
  accepts: new Set(['unbound', 'token-time']),
};
const ADA_THERE = { oid: 'oid-ada', sub: 'pairwise-1', email: 'Ada@demo.example', xms_edov: true };
const table = (...lines: string[]) => ['former_issuer,former_subject,issuer,subject', ...lines].join('\n');

for (const { name, make } of databaseKinds) {
  describe(`people on ${name}: B2C first, then External ID`, () => {
    let database: TestDatabase;
    let former: Stage;
    before(async () => {
      database = await make();
      former = await setStage({ database, issuer: B2C });
      for (const person of [ADA, BEN]) await former.register(person);
    });
    after(() => former.strike());

    async function atExternalId(tell: (stage: Stage) => Promise<void>, formerIssuers: string[] = []): Promise<void> {
      const stage = await setStage({ database, issuer: EXTERNAL, proof: PROOF, demoMode: false, formerIssuers });
      try {
        await tell(stage);
      } finally {
        await stage.app.close();
        await stage.db.destroy();
        await stage.provider.close();
      }
    }

    const numbersOf = async (stage: Stage, person: object): Promise<string[]> => {
      const { body } = await stage.call('GET', '/policies', { token: await stage.tokenOf(person as typeof ADA) });
      return (body as { policies: PolicyDocument[] }).policies.map((policy) => policy.number).sort();
    };

    test('an address that was not verified links nobody', () =>
      atExternalId(
        async (stage) => {
          const { xms_edov: _, ...unverified } = ADA_THERE;
          await stage.register({ ...unverified, oid: 'oid-eve' });
          assert.deepEqual(await numbersOf(stage, { oid: 'oid-eve' }), []);
        },
        [B2C],
      ));

    test('a verified address links nobody either, unless its former issuer is named in the settings', () =>
      atExternalId(async (stage) => {
        await stage.register({ ...ADA_THERE, oid: 'oid-mallory' });
        assert.deepEqual(await numbersOf(stage, { oid: 'oid-mallory' }), []);
      }));

    test('where it is, the same person has the same policies at both, and the audit says how', () =>
      atExternalId(
        async (stage) => {
          const before = await numbersOf(former, ADA);
          assert.equal(before.length, 5);
          assert.equal((await stage.register(ADA_THERE)).policies, 5);
          assert.deepEqual(await numbersOf(stage, ADA_THERE), before);
          assert.deepEqual(await numbersOf(former, ADA), before, 'the former way stays open');
          const rows = await stage.db.selectFrom('api_audit_event').selectAll().execute();
          assert.ok(rows.some(({ event, content }) => event === 'person-linked' && /oid-ada/.test(content)));
        },
        [B2C],
      ));

    test('an address that is linked already links nobody else', () =>
      atExternalId(
        async (stage) => {
          await stage.register({ ...ADA_THERE, oid: 'oid-thief' });
          assert.deepEqual(await numbersOf(stage, { oid: 'oid-thief' }), []);
        },
        [B2C],
      ));

    test('the report names who is not reached from the present provider, and why', async () => {
      const { services } = former;
      const report = await reportPeople({ ...services, db: former.db }, { former: B2C, present: EXTERNAL });
      assert.deepEqual(
        report.notReached.map(({ subject, why }) => [subject, why]),
        [['ben', 'waits-for-sign-in']],
      );
      assert.deepEqual(
        report.issuers.find(({ issuer }) => issuer === EXTERNAL),
        { issuer: EXTERNAL, first: 3, linked: 1 },
      );
    });

    test('a table that has one wrong line changes nothing, and every wrong line is named', async () => {
      const good = `${B2C},ben,${EXTERNAL},oid-ben`;
      const bad = [`${B2C},nobody,${EXTERNAL},oid-x`, '', `${B2C},ben,${EXTERNAL},oid-mallory`];
      const { wrong } = await importPeople(former.services, { text: table(good, ...bad), dryRun: false });
      assert.deepEqual(
        wrong.map(({ line }) => line),
        [3, 5],
      );
      const unread = await importPeople(former.services, { text: table('a,b', `x,ben,${EXTERNAL},y`), dryRun: false });
      assert.equal(unread.wrong.length, 2);
      await atExternalId(async (stage) => {
        const { status } = await stage.call('GET', '/policies', { token: await stage.tokenOf({ oid: 'oid-ben' }) });
        assert.notEqual(status, 500);
        assert.deepEqual(await numbersOf(stage, { oid: 'oid-ben' }), []);
      });
    });

    test('a table links people who have no address in common; a dry run and a repetition change nothing', async () => {
      const text = table(`${B2C},ben,${EXTERNAL},oid-ben`);
      const services = former.services;
      assert.deepEqual(await importPeople(services, { text, dryRun: true }), { linked: 1, before: 0, wrong: [] });
      assert.deepEqual(await importPeople(services, { text, dryRun: false }), { linked: 1, before: 0, wrong: [] });
      assert.deepEqual(await importPeople(services, { text, dryRun: false }), { linked: 0, before: 1, wrong: [] });
      await atExternalId(async (stage) => {
        assert.deepEqual(await numbersOf(stage, { oid: 'oid-ben' }), await numbersOf(former, BEN));
      });
    });

    test('the issuer of a user flow of B2C means its directory, in a table and in a report', async () => {
      const flow = B2C.replace('.com/', '.com/tfp/').replace('/v2.0', '/b2c_1_susi/v2.0');
      const text = table(`${flow},ben,${flow},ben`);
      const known = await importPeople(former.services, { text, dryRun: true });
      assert.deepEqual(known, { linked: 0, before: 1, wrong: [] });
      const { services, db } = former;
      const [asked, plain] = await Promise.all(
        [flow, B2C].map((issuer) => reportPeople({ ...services, db }, { former: issuer, present: EXTERNAL })),
      );
      assert.deepEqual(asked, plain);
    });
  });
}
