import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ExportOptions, exportAccounts } from '../../account-files/export-accounts.ts';
import type { IdentityConfig } from '../../config.ts';
import { readWords, type Terminal, UsageError } from '../command.ts';
import { withDirectory } from './directory.ts';

/** Writes every account to the standard output, a few at a time. */
export async function exportUsers(
  config: IdentityConfig,
  parameters: readonly string[],
  terminal: Terminal,
): Promise<string> {
  const options = {
    format: { type: 'string', default: 'json' },
    search: { type: 'string' },
    disabled: { type: 'boolean' },
    'with-password-hashes': { type: 'boolean', default: false },
  } as const;
  const { values } = readWords(parameters, options, 0);
  const { format, search } = values;
  if (!isFormat(format)) throw new UsageError('--format is json, csv or graph.');
  const withPasswordHashes = values['with-password-hashes'] ?? false;
  if (withPasswordHashes && format === 'graph')
    throw new UsageError("Microsoft Graph's shape has no place for hashes.");
  const selection = { search, ...(values.disabled && { isDisabled: true }) };
  return withDirectory(config, async (directory) => {
    const text = exportAccounts(directory, { ...selection, format, withPasswordHashes });
    await pipeline(Readable.from(text), terminal.output, { end: false });
    if (withPasswordHashes)
      terminal.note('The output holds password hashes: keep it where nobody can try passwords on them.');
    return '';
  });
}

function isFormat(text: string): text is ExportOptions['format'] {
  return ['json', 'csv', 'graph'].includes(text);
}
