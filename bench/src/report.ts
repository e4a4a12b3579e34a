import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';

/** One measurement beside its limit or peer, taken in the same run. */
export type Row = {
  name: string;
  value: number;
  unit: string;
  /** What it is compared with. */
  beside?: { name: string; value: number };
  /** Value divided by the one beside it. */
  ratio?: number;
  goal: string;
  met: boolean;
};

const RESULTS = fileURLToPath(new URL('../.results/', import.meta.url));

/** A row that is a ratio: `atLeast` for throughputs, `atMost` for costs. */
export function compared(
  row: { name: string; value: number; unit: string; beside: { name: string; value: number } },
  goal: { atLeast: number } | { atMost: number },
): Row {
  const ratio = row.value / row.beside.value;
  const met = 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost;
  return {
    ...row,
    ratio,
    met,
    goal: 'atLeast' in goal ? `at least ${goal.atLeast.toFixed(2)} of it` : `at most ${goal.atMost} times it`,
  };
}

/** A row with an absolute upper limit. */
export function bounded(row: { name: string; value: number; unit: string }, atMost: number): Row {
  return { ...row, met: row.value <= atMost, goal: `at most ${atMost} ${row.unit}` };
}

/** Prints the table and writes the same as JSON. */
export function report(rows: readonly Row[]): void {
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
  };
  console.log(
    `\n${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB, Node ${machine.node}. Trust the ratios, not the absolutes.\n`,
  );
  for (const row of rows) {
    const beside = row.beside ? ` beside ${format(row.beside.value)} (${row.beside.name})` : '';
    const ratio = row.ratio === undefined ? '' : `, ratio ${row.ratio.toFixed(2)}`;
    const mark = row.met ? styleText('green', 'met   ') : styleText('yellow', 'missed');
    console.log(`${mark}  ${row.name}: ${format(row.value)} ${row.unit}${beside}${ratio}; goal ${row.goal}`);
  }
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(`${RESULTS}/latest.json`, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
  console.log('\nThe same in JSON: bench/.results/latest.json');
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
}
