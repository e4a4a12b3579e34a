import { createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { SettingsError } from '@surety/web';
import { csvRecords } from '../../account-files/csv-records.ts';
import { ImportRefused, importAccounts } from '../../account-files/import-accounts.ts';
import type { ImportReport } from '../../account-files/import-run.ts';
import { jsonRecords } from '../../account-files/json-records.ts';
import type { IdentityConfig } from '../../config.ts';
import { readWords, type Terminal, UsageError } from '../command.ts';
import { withDirectory } from './directory.ts';

const OPTIONS = {
  format: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  'skip-existing': { type: 'boolean', default: false },
  'skip-unsupported': { type: 'boolean', default: false },
} as const;

const BETWEEN_NOTES_MILLISECONDS = 2000;

/** Takes over the accounts of a file, all or none. @throws SettingsError naming what is wrong with it, by line and field. */
export async function importUsers(
  config: IdentityConfig,
  parameters: readonly string[],
  terminal: Terminal,
): Promise<string> {
  const { values, words } = readWords(parameters, OPTIONS, 1);
  const [file = ''] = words;
  const format = values.format ?? (file.toLowerCase().endsWith('.csv') ? 'csv' : 'json');
  if (format !== 'csv' && format !== 'json') throw new UsageError('--format is json or csv.');
  const { stream, size } = openFile(file, terminal);
  const records = format === 'csv' ? csvRecords : jsonRecords;
  const isDryRun = values['dry-run'] ?? false;
  const options = {
    isDryRun,
    skipsExisting: values['skip-existing'] ?? false,
    skipsUnsupported: values['skip-unsupported'] ?? false,
    progress: progressOf({ stream, size, terminal }),
  };
  try {
    const report = await withDirectory(config, (directory) => importAccounts(directory, records(stream), options));
    return describeReport(report, isDryRun);
  } catch (error) {
    throw error instanceof ImportRefused ? new SettingsError(describeRefusal(error)) : error;
  } finally {
    stream.destroy();
  }
}

type Source = { stream: Readable & { bytesRead?: number }; size?: number | undefined };

function openFile(file: string, { input }: Terminal): Source {
  if (file === '-') return { stream: input.setEncoding('utf8') };
  try {
    const { size } = statSync(file);
    return { stream: createReadStream(file, 'utf8'), size };
  } catch (error) {
    throw new SettingsError(`The file ${file} cannot be read (${(error as Error).message}).`);
  }
}

function progressOf({ stream, size, terminal }: Source & { terminal: Terminal }): (rows: number) => void {
  let said = Date.now();
  return (rows) => {
    if (Date.now() - said < BETWEEN_NOTES_MILLISECONDS) return;
    said = Date.now();
    const share = size === undefined ? '' : `, ${Math.floor((100 * (stream.bytesRead ?? 0)) / size)} % of the file`;
    terminal.note(`${rows} rows read${share}`);
  };
}

function describeReport(
  { taken, withoutPassword, existing, unsupported, lost }: ImportReport,
  isDryRun: boolean,
): string {
  const members = [...lost].map(([name, rows]) => `${name} (${rows})`).join(', ');
  return [
    isDryRun
      ? `Nothing is wrong: ${taken} accounts would be taken over. This was a dry run; nothing was changed.`
      : `${taken} accounts were taken over.`,
    ...(withoutPassword > 0
      ? [`${withoutPassword} without a password: their people choose one by "Forgot your password?".`]
      : []),
    ...(existing > 0 ? [`${existing} left out, because their address has an account already.`] : []),
    ...(unsupported > 0
      ? [`${unsupported} left out, because they sign in with neither an e-mail address nor a user name.`]
      : []),
    ...(members === '' ? [] : [`Not kept, with the number of people who have it: ${members}.`]),
  ].join('\n');
}

function describeRefusal({ faults, more }: ImportRefused): string {
  return [...faults, ...(more > 0 ? [`… and at least ${more} more.`] : []), 'Nothing was taken over.'].join('\n');
}
