import { styleText } from 'node:util';
import { type JudgedStep, stepsOf } from './judge.ts';
import { NotRunnable, type Referee, type Stage } from './referee.ts';

type Outcome = 'passed' | 'FAILED' | 'not run';

const COLOURS = { passed: 'green', FAILED: 'red', 'not run': 'yellow' } as const;

/**
 * Lets the referees run, one after the other, and prints a line for each step.
 * @returns the exit code: 1 when one was not content, or none was chosen. Who could not run is named with the reason.
 */
export async function judge(referees: readonly Referee[], stage: Stage): Promise<number> {
  const outcomes: Outcome[] = [];
  for (const referee of referees) outcomes.push(...(await runOne(referee, stage)));
  return outcomes.length === 0 || outcomes.includes('FAILED') ? 1 : 0;
}

async function runOne({ name, begin }: Referee, stage: Stage): Promise<Outcome[]> {
  try {
    const run = await begin(stage);
    try {
      return await takeAll(name, stepsOf(run, stage.identity));
    } finally {
      await run.end();
    }
  } catch (error) {
    const outcome = error instanceof NotRunnable ? 'not run' : 'FAILED';
    print(outcome, name, 'start', error);
    return [outcome];
  }
}

/** A step builds on those before it: after a failed one the others are not taken. */
async function takeAll(referee: string, steps: readonly JudgedStep[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { name, take } of steps) {
    try {
      await take();
    } catch (error) {
      print('FAILED', referee, name, error);
      return [...outcomes, 'FAILED'];
    }
    print('passed', referee, name);
    outcomes.push('passed');
  }
  return outcomes;
}

function print(outcome: Outcome, referee: string, step: string, error?: unknown): void {
  const reason = error === undefined ? '' : `  ${error instanceof Error ? error.message : String(error)}`;
  console.log(`${styleText(COLOURS[outcome], outcome.padEnd(7))}  ${referee.padEnd(26)} ${step}${reason}`);
}
