import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../engine/root.ts';

const ROUNDS = '100';

/**
 * Kills a process that writes changes a hundred times on SQLite, and a hundred times on PostgreSQL where TEST_POSTGRES_URL
 * names one; after each time everything acknowledged must be there, once, and the audit's chain whole.
 */
export async function runKills(): Promise<boolean> {
  if (!process.env.TEST_POSTGRES_URL) console.log('Left out: PostgreSQL. Set TEST_POSTGRES_URL to kill on it as well.');
  const file = join(ROOT, 'apps/api/src/endorsements/killed.test.ts');
  const env = { ...process.env, KILL_ROUNDS: ROUNDS };
  return spawnSync(process.execPath, ['--test', '--test-reporter=spec', file], { stdio: 'inherit', env }).status === 0;
}
