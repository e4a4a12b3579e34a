import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { ImportServices } from './book-import.ts';
import { exportBook } from './export-book.ts';
import { importBook } from './import-book.ts';
import { bookFormatOf } from './read-book.ts';

/** Where the commands about books say what they do. */
export type BookTerminal = { out(text: string): void; err(text: string): void };

/** `import FILE`: says what was taken over, or what is wrong with each line. @returns the exit code */
export async function runImport(
  services: ImportServices,
  { file, isDryRun }: { file: string; isDryRun: boolean },
  terminal: BookTerminal,
): Promise<number> {
  const begun = Date.now();
  const progress = (step: string, done: number): void => {
    if (done % 20_000 === 0) terminal.err(`${step} ${done}\n`);
  };
  const outcome = await importBook(services, { file, isDryRun, progress });
  if ('problems' in outcome) {
    for (const { line, field, message } of outcome.problems)
      terminal.err(
        `${file.endsWith('.json') ? 'Entry' : 'Line'} ${line}: ${[field, message].filter(Boolean).join(' ')}\n`,
      );
    terminal.err('Nothing was imported.\n');
    return 1;
  }
  const { policies, policyholders } = outcome;
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  const done = isDryRun ? 'could be imported; nothing was' : 'were imported';
  terminal.out(`${policies} policies of ${policyholders} policyholders ${done}, in ${seconds} seconds.\n`);
  return 0;
}

/** `export FILE`: writes every policy. @returns the exit code */
export async function runExport(
  { db }: Pick<ImportServices, 'db'>,
  file: string,
  terminal: BookTerminal,
): Promise<number> {
  const format = bookFormatOf(file);
  if (format === undefined || format === 'json') {
    terminal.err('A book is written as a .csv or a .jsonl file.\n');
    return 2;
  }
  // It names people: nobody else on the machine reads it.
  const output = createWriteStream(file, { mode: 0o600, flags: 'wx' });
  await once(output, 'open');
  for await (const some of exportBook(db, format)) if (!output.write(some)) await once(output, 'drain');
  output.end();
  await finished(output);
  terminal.out(`The book was written to ${file}.\n`);
  return 0;
}
