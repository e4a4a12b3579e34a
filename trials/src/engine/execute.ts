import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MOST_OUTPUT = 64 * 1024 * 1024;

/** Runs a command and answers what it printed. @throws Error with the end of what it said when it failed */
export async function execute(
  [program, ...words]: readonly [string, ...string[]],
  environment: Record<string, string> = {},
): Promise<string> {
  try {
    const options = { maxBuffer: MOST_OUTPUT, env: { ...process.env, ...environment } };
    const { stdout } = await run(program, words, options);
    return stdout.trim();
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    throw new Error(`${program} ${words.slice(0, 3).join(' ')} …: ${stderr.trim().slice(-2_000) || message}`);
  }
}
