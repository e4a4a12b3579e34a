import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { compose } from 'node:stream';
import { parse } from 'csv-parse';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import { BOOK_COLUMNS, type BookProblem, type BookRow } from './book-columns.ts';

export type BookFormat = 'csv' | 'jsonl' | 'json';

/** A line as it was read, or an entry of a JSON array by its position from 1: its row, or why there is none. */
export type BookLine = { line: number; row: BookRow } | { line: number; problem: BookProblem };

const KNOWN = new Set<string>(BOOK_COLUMNS);

/** How a file is written, by the ending of its name. */
export function bookFormatOf(file: string): BookFormat | undefined {
  if (file.endsWith('.csv')) return 'csv';
  if (file.endsWith('.json')) return 'json';
  return file.endsWith('.jsonl') || file.endsWith('.ndjson') ? 'jsonl' : undefined;
}

/** Reads a book line by line; however long it is, a few lines are in memory. */
export function readBook(file: string, format: BookFormat): AsyncIterable<BookLine> {
  switch (format) {
    case 'csv':
      return csvLines(file);
    case 'jsonl':
      return jsonLines(file);
    case 'json':
      return jsonEntries(file);
  }
}

async function* csvLines(file: string): AsyncGenerator<BookLine> {
  const options = {
    bom: true,
    columns: true,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    trim: true,
  };
  const parser = compose(createReadStream(file), parse({ ...options, max_record_size: 1024 * 1024 }));
  try {
    for await (const { record, info } of parser) yield lineOf(info.lines as number, record as object);
  } catch (error) {
    if (isFileError(error)) throw error;
    const { lines = 0 } = error as { lines?: number };
    yield refused(lines, '', `this is not CSV: ${(error as Error).message}.`);
  }
}

async function* jsonLines(file: string): AsyncGenerator<BookLine> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() === '') continue;
    try {
      yield lineOfJson(line, JSON.parse(text));
    } catch {
      yield refused(line, '', 'this is not JSON.');
    }
  }
}

async function* jsonEntries(file: string): AsyncGenerator<BookLine> {
  let line = 0;
  try {
    for await (const entry of compose(createReadStream(file), streamArray.withParserAsStream())) {
      line += 1;
      yield lineOfJson(line, (entry as { value: unknown }).value);
    }
  } catch (error) {
    if (isFileError(error)) throw error;
    yield refused(line + 1, '', `this is no JSON array: ${(error as Error).message}.`);
  }
}

function lineOfJson(line: number, value: unknown): BookLine {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? lineOf(line, value) : refused(line, '', 'this is no JSON object.');
}

// A file that cannot be read is not a book that is wrong.
function isFileError(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall !== undefined;
}

function lineOf(line: number, record: object): BookLine {
  const row: Record<string, string> = {};
  for (const [name, value] of Object.entries(record)) {
    if (!KNOWN.has(name)) return refused(line, name, 'is no column of a book.');
    if (value === '' || value === null) continue;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    // An export puts an apostrophe before what a spreadsheet would compute.
    row[name] = text.replace(/^'(?='*[=+\-@\t\r])/, '');
  }
  return { line, row };
}

function refused(line: number, field: string, message: string): BookLine {
  return { line, problem: { line, field, message } };
}
