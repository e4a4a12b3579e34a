import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';

/** One part of the test run: a command of `node_modules/.bin`. */
export type Step = { name: string; command: readonly [string, ...string[]] };

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Every test file is a process of its own; what one compiled the next ones find. */
const NODE_COMPILE_CACHE = join(ROOT, 'node_modules', '.cache', 'node');

/** Runs every step, also after a failed one, and answers the exit code: 0 when all passed. */
export async function run(steps: readonly Step[]): Promise<number> {
  sayWhatIsLeftOut();
  const results: { name: string; passed: boolean; seconds: number }[] = [];
  for (const { name, command } of steps) {
    console.log(styleText('bold', `\n── ${name}`));
    const began = performance.now();
    const passed = (await execute(command)) === 0;
    results.push({ name, passed, seconds: (performance.now() - began) / 1000 });
  }
  console.log('');
  for (const { name, passed, seconds } of results) {
    const mark = passed ? styleText('green', 'passed') : styleText('red', 'FAILED');
    console.log(`${mark}  ${name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s`);
  }
  return results.every(({ passed }) => passed) ? 0 : 1;
}

function execute([program, ...parameters]: Step['command']): Promise<number> {
  const path = [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, PATH: path, NODE_COMPILE_CACHE },
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function sayWhatIsLeftOut(): void {
  if (process.env.TEST_POSTGRES_URL) return;
  console.log('Left out: the tests on PostgreSQL. Set TEST_POSTGRES_URL=postgres://USER@HOST/NAME to run them.');
}
