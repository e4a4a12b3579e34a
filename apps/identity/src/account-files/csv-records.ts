import { CsvError, parse } from 'csv-parse';
import { FileFault, type Row } from './account-record.ts';

/** What a spreadsheet would compute instead of show. An export puts an apostrophe before it, an import takes it away. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Reads records of a CSV file (RFC 4180) whose first line names the columns, one at a time. An empty cell counts as not given.
 * @throws FileFault where the text is no CSV or a line has more or fewer cells than there are columns.
 */
export async function* csvRecords(chunks: AsyncIterable<string>): AsyncGenerator<Row> {
  let lastLine = 1;
  const parser = parse({
    bom: true,
    columns: readHead,
    info: true,
    skip_empty_lines: true,
    max_record_size: 1024 * 1024,
  });
  try {
    pump(chunks, parser);
    for await (const { record, info } of parser) {
      const cells = record as Record<string, string>;
      const breaks = Object.values(cells).join('').split('\n').length - 1;
      lastLine = info.lines;
      yield { line: info.lines - breaks, members: withoutEmpty(cells) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as { lines?: number };
    throw new FileFault(lines ?? lastLine, `this is not CSV as it is read here: ${error.message}.`);
  }
}

/** A cell as it is written: quoted where it must be, and never a formula. */
export function csvCell(value: string): string {
  const text = FORMULA.test(value) || /^'+[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

async function pump(chunks: AsyncIterable<string>, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const chunk of chunks) {
      if (!parser.write(chunk)) await new Promise((resolve) => parser.once('drain', resolve));
      if (parser.destroyed) return;
    }
    parser.end();
  } catch (error) {
    parser.destroy(error as Error);
  }
}

function readHead(names: readonly string[]): string[] {
  const [only = ''] = names;
  if (names.length === 1 && only.includes(';')) throw new FileFault(1, 'the columns are to be separated by commas.');
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new FileFault(1, `the column "${twice}" stands there twice.`);
  return names.map((name) => name.trim());
}

function withoutEmpty(cells: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(cells).flatMap(([name, cell]) =>
      cell === '' ? [] : [[name, cell.replace(/^'(?='*[=+\-@\t\r])/, '')]],
    ),
  );
}
