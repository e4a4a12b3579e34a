import { explained, needsAMoment } from './graph-refusal.ts';
import type { Difference, Step, UndoRequest } from './step.ts';

export type Planned = { title: string; difference: Difference };

/** Looks at every step in order and changes nothing. @throws Cannot naming the step that Graph refused. */
export async function plan(steps: readonly Step[]): Promise<Planned[]> {
  const planned: Planned[] = [];
  for (const step of steps) planned.push({ title: step.title, difference: await attempt(step, () => step.look()) });
  return planned;
}

export type Walk = {
  /** Remembers what takes a step back, before the next step begins. */
  record(title: string, undo: readonly UndoRequest[]): void;
  isRecorded(title: string): boolean;
  say(line: string): void;
  wait(seconds: number): Promise<void>;
};

const MOMENTS = 6;

/**
 * Does what is missing, in order. Each step looks again first, so that a run that was broken off is completed by the next.
 * @throws Cannot naming the step that Graph refused; the steps before it are done and recorded.
 */
export async function apply(steps: readonly Step[], walk: Walk): Promise<void> {
  for (const step of steps) {
    const difference = await attempt(step, () => step.look());
    if (difference.mark === 'there') {
      if (difference.ours && !walk.isRecorded(step.title)) walk.record(step.title, difference.ours);
      continue;
    }
    const undo = await attempt(step, () => patiently(() => difference.make(), walk));
    if (undo.length > 0) walk.record(step.title, undo);
    walk.say(`${difference.mark === 'create' ? 'made' : 'changed'}: ${step.title}`);
  }
}

/** A directory takes some seconds until all of it knows what was just made. */
async function patiently<Result>(make: () => Promise<Result>, { wait }: Pick<Walk, 'wait'>): Promise<Result> {
  for (let moment = 1; ; moment += 1) {
    try {
      return await make();
    } catch (error) {
      if (moment === MOMENTS || !needsAMoment(error)) throw error;
      await wait(moment * 2);
    }
  }
}

async function attempt<Result>(step: Step, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw explained(error, step);
  }
}
