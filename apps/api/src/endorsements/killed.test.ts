import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { verifyAudit } from '../audit/verify-audit.ts';
import { ADA, CALM, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';

const CHILD = fileURLToPath(new URL('../testing/writing-child.ts', import.meta.url));
const POLICY = 'SUR-100001';
/** A hundred in `npm run kills`. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 10);
const LONGEST_GRACE_MS = 20;

/** Lets a child write a few changes, kills it without warning at some moment after, and answers what it acknowledged. */
async function killWhileWriting(database: string, policyholderId: string, enough: number): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, database, policyholderId, POLICY], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.split('\n').length > enough) setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_GRACE_MS);
  });
  await new Promise((resolve) => child.once('close', resolve));
  assert.equal(child.signalCode, 'SIGKILL');
  // What stands after the last line break was not said to the end.
  return output.split('\n').slice(0, -1);
}

/** Every change of the policy, the oldest first, read page by page. */
async function historyOf(stage: Stage) {
  const changes: { number: string; id: string; after: unknown }[] = [];
  let page = '';
  do {
    const token = await stage.tokenOf(ADA);
    const { body } = await stage.call('GET', `/policies/${POLICY}/endorsements?limit=100${page}`, { token });
    changes.push(...body.endorsements);
    page = body.next === undefined ? '' : `&cursor=${body.next}`;
  } while (page !== '');
  return changes.reverse();
}

for (const { name, make } of databaseKinds) {
  describe(`a process that is killed while it writes to ${name}`, () => {
    test(`loses nothing it acknowledged and leaves nothing half done, ${ROUNDS} times over`, async () => {
      const stage = await setStage({ database: await make(), market: CALM });
      try {
        await stage.register(ADA);
        const { rows } = await sql<{ id: string }>`select id from api_policyholder where subject = 'ada'`.execute(
          stage.db,
        );
        const acknowledged: string[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          acknowledged.push(...(await killWhileWriting(stage.database.address, rows[0]?.id ?? '', 3 + (round % 4))));
          const recorded = await historyOf(stage);
          const lines = new Set(recorded.map((endorsement) => `${endorsement.number} ${endorsement.id}`));
          assert.deepEqual(
            acknowledged.filter((line) => !lines.has(line)),
            [],
          );
          assert.deepEqual(
            recorded.map((endorsement) => endorsement.number),
            recorded.map((_, index) => `${POLICY}-E${String(index + 1).padStart(4, '0')}`),
          );
          assert.deepEqual((await stage.policy(ADA, POLICY)).designation, recorded.at(-1)?.after);
          assert.deepEqual((await verifyAudit(stage.db)).intact, true);
        }
        assert.ok(acknowledged.length >= ROUNDS * 3);
      } finally {
        await stage.strike();
      }
    });
  });
}
