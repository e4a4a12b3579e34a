import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const PREMIUM_OF_A_POLICY = 45_00;
const COVERAGE = 250_000_00;
const AT_ONCE = 1_000;

/** The address by which the policyholder with this number (from 0) is found. */
export function addressOf(holder: number): string {
  return `holder-${String(holder).padStart(7, '0')}@volume.example`;
}

/**
 * Writes a book of `holders` policyholders with `policiesEach` policies as a `.jsonl` file. A person's policies stand far
 * apart, as in a book that grew over years.
 */
export async function writeBook(
  file: string,
  { holders, policiesEach }: { holders: number; policiesEach: number },
): Promise<void> {
  const output = createWriteStream(file, { mode: 0o600 });
  let lines: string[] = [];
  const flush = async (): Promise<void> => {
    if (!output.write(lines.join(''))) await once(output, 'drain');
    lines = [];
  };
  for (let year = 0; year < policiesEach; year += 1)
    for (let holder = 0; holder < holders; holder += 1) {
      lines.push(`${JSON.stringify(rowOf(holder, year))}\n`);
      if (lines.length >= AT_ONCE) await flush();
    }
  await flush();
  output.end();
  await finished(output);
}

function rowOf(holder: number, year: number): Record<string, string> {
  return {
    email: addressOf(holder),
    number: `VOL-${year}-${String(holder).padStart(7, '0')}`,
    kind: 'term-life',
    status: 'in-force',
    insuredName: `Demo Insured ${holder}`,
    insuredBornOn: `${1940 + (holder % 60)}-0${1 + (holder % 9)}-1${holder % 10}`,
    coverageAmount: String(COVERAGE),
    coverageCurrency: 'USD',
    premiumAmount: String(PREMIUM_OF_A_POLICY),
    premiumCurrency: 'USD',
    premiumEvery: 'month',
    startsOn: `${2010 + year}-01-01`,
    designation: JSON.stringify([beneficiary(holder, 'primary'), beneficiary(holder, 'contingent')]),
  };
}

function beneficiary(holder: number, each: string): object {
  return {
    class: each,
    party: { kind: 'person', name: `Demo Beneficiary ${holder}`, relationship: 'child', bornOn: '1990-01-02' },
    allocation: 10_000,
    distribution: 'per-capita',
  };
}
