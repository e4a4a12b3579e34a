import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT } from '../engine/root.ts';
import { residentMegabytes } from '../soak/resident-memory.ts';

const BETWEEN_SAMPLES_MS = 200;
const MOST_SAID = 500;

/** What taking a book over cost: seconds, and the most memory of the importing process. */
export type ImportCost = { seconds: number; peakMegabytes: number };

/** Takes a book over by the command that an operator uses, in a process of its own. */
export async function importBook(file: string, database: string): Promise<ImportCost> {
  const begun = performance.now();
  // As `npm run policies` does it, without npm's own process in between, whose memory would be measured instead.
  const words = ['--max-semi-space-size=2', '--max-heap-size=128', 'tools/src/run.mjs', 'policies', 'import', file];
  const child = spawn(process.execPath, words, {
    cwd: ROOT,
    env: { ...process.env, API_DATABASE_URL: database },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (some: Buffer) => {
    said = `${said}${some}`.slice(-MOST_SAID);
  });
  const end = once(child, 'exit');
  let isOver = false;
  void end.then(() => {
    isOver = true;
  });
  let peakMegabytes = 0;
  while (!isOver) {
    peakMegabytes = Math.max(peakMegabytes, memoryOf(child.pid));
    await Promise.race([end, wait(BETWEEN_SAMPLES_MS)]);
  }
  const [code] = await end;
  if (code !== 0) throw new Error(`the import of ${file} ended with ${code}: ${said}`);
  return { seconds: (performance.now() - begun) / 1000, peakMegabytes };
}

function memoryOf(processId: number | undefined): number {
  try {
    return processId === undefined ? 0 : residentMegabytes(processId) || 0;
  } catch {
    // It ended between two looks.
    return 0;
  }
}
