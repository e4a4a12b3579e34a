import type { ApiMetrics } from '../metrics.ts';
import { BearerRefused } from './bearer-refused.ts';

/** What the refusals of a proof mean; any other refusal says nothing of it. */
const OUTCOMES: Record<string, string> = {
  'second-factor-needed': 'asked',
  'proof-not-bound': 'not-bound',
  'proof-too-old': 'too-old',
};

/** Does what needs a fresh second factor, and counts what became of the proof. */
export async function countingStepUps<Result>(
  metrics: Pick<ApiMetrics, 'count'>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await work();
    metrics.count('stepUps', { outcome: 'met' });
    return result;
  } catch (error) {
    const outcome = error instanceof BearerRefused ? OUTCOMES[error.code] : undefined;
    if (outcome !== undefined) metrics.count('stepUps', { outcome });
    throw error;
  }
}
