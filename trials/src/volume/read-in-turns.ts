import type { RunningApi } from './running-api.ts';

const ROUNDS = 40;
const READS = 500;

/**
 * Reads one person's policies after another, one request at a time, from both apis in turns, so that whatever else the
 * machine does weighs on both. @returns the median of the rounds' milliseconds for one reading, and the median ratio
 */
export async function readInTurns(
  small: RunningApi,
  large: RunningApi,
): Promise<{ smallMs: number; largeMs: number; ratio: number }> {
  const rounds: { small: number; large: number }[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const first = round * READS;
    // Who goes first has the colder processor.
    const timed =
      round % 2 === 0
        ? { small: await timeOf(small, first), large: await timeOf(large, first) }
        : { large: await timeOf(large, first), small: await timeOf(small, first) };
    // The first round warms both up.
    if (round >= 0) rounds.push(timed);
  }
  return {
    smallMs: median(rounds.map(({ small }) => small)),
    largeMs: median(rounds.map(({ large }) => large)),
    ratio: median(rounds.map(({ small, large }) => large / small)),
  };
}

async function timeOf(api: RunningApi, first: number): Promise<number> {
  const begun = performance.now();
  for (let index = 0; index < READS; index += 1) await api.read(Math.abs(first) + index);
  return (performance.now() - begun) / READS;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
