import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { verifyAudit } from '../audit/verify-audit.ts';
import { ADA, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

const CHILD = fileURLToPath(new URL('../testing/dying-child.ts', import.meta.url));

/** Sends a request to an api that dies before it answers. */
async function sendAndKill(stage: Stage, path: string, headers: Record<string, string>): Promise<void> {
  const words = [CHILD, stage.database.address, stage.provider.metadataUrl, stage.clock.now.toISOString()];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const [origin] = await once(child.stdout.setEncoding('utf8'), 'data');
  await assert.rejects(fetch(`${String(origin).trim()}${path}`, { method: 'POST', headers }), TypeError);
  await closed;
  assert.equal(child.signalCode, 'SIGKILL');
}

for (const { name, make } of databaseKinds) {
  describe(`a request whose api is killed between commit and answer on ${name}`, () => {
    test('is answered as it would have been when it is sent again with its key, and had one effect', async () => {
      const stage = await setStage({ database: await make() });
      try {
        await stage.register(ADA);
        const draft = await stage.draft(ADA, 'SUR-100001');
        const token = await stage.stepUp(ADA, draft);
        const path = `/endorsements/${draft.id}/confirmation`;
        const count = async (table: 'api_notice' | 'api_audit_event') =>
          (await stage.db.selectFrom(table).select('policyholder_id').execute()).length;
        const before = [await count('api_notice'), await count('api_audit_event')];
        const key = { 'idempotency-key': 'sent-twice' };
        await sendAndKill(stage, path, { authorization: `Bearer ${token}`, ...key });

        const again = await stage.call('POST', path, { token, headers: key });
        assert.deepEqual([again.status, again.headers['idempotency-replayed']], [200, 'true']);
        assert.deepEqual([again.body.status, again.body.number], ['effective', 'SUR-100001-E0001']);
        const { body } = await stage.call('GET', '/policies/SUR-100001/endorsements', {
          token: await stage.tokenOf(ADA),
        });
        assert.deepEqual(body.endorsements, [again.body]);
        assert.deepEqual([await count('api_notice'), await count('api_audit_event')], [1, (before[1] ?? 0) + 1]);
        const keyless = await stage.call('POST', path, { token });
        assert.equal(keyless.status, 409, 'without the key it would have been told that this was done before');
        assert.equal((await verifyAudit(stage.db)).intact, true);
      } finally {
        await stage.strike();
      }
    });
  });
}
