import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settingsOnFreePorts } from '../../../tools/src/start/free-ports.ts';
import { bounded, type Row } from '../report.ts';

const ENTRY = fileURLToPath(new URL('../../../tools/src/run.mjs', import.meta.url));
const STARTS = 5;

/** From the command to the portal's first page: on an empty data folder, and again on the same one. */
export async function measureStarting(): Promise<Row[]> {
  const data = mkdtempSync(join(tmpdir(), 'surety-bench-'));
  const { settings, origins } = await settingsOnFreePorts(data);
  const times: number[] = [];
  for (let start = 0; start <= STARTS; start += 1) times.push(await secondsToFirstPage(settings, origins.portal));
  rmSync(data, { recursive: true, force: true });
  const [first = 0, ...later] = times;
  const median = later.sort((a, b) => a - b)[Math.floor(STARTS / 2)] ?? 0;
  return [
    bounded({ name: 'first start, with new keys and database, to the first page', value: first, unit: 's' }, 3),
    bounded({ name: 'start to the first page (median)', value: median, unit: 's' }, 1.5),
  ];
}

async function secondsToFirstPage(settings: Record<string, string>, portal: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--max-semi-space-size=2', ENTRY, 'start'], {
    env: { ...process.env, ...settings },
    stdio: 'ignore',
  });
  while (child.exitCode === null) {
    const page = await fetch(portal).catch(() => undefined);
    if (page?.ok && (await page.text()).includes('</html>')) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  if (child.exitCode !== null) throw new Error(`the system ended with ${child.exitCode} instead of starting`);
  const seconds = (performance.now() - began) / 1000;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  return seconds;
}
