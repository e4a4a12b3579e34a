import { FileFault, type Row } from './account-record.ts';

/** Longer than any person's record; a bracket that is never closed must not fill the memory. */
const LONGEST_RECORD = 1024 * 1024;

/**
 * Reads records one at a time, however large the file is: a list `[ … ]`, a page of Microsoft Graph `{ "value": [ … ] }`, or
 * one object on each line (JSON Lines).
 * @throws FileFault where the text is no JSON, ends too early, or is one page of several.
 */
export async function* jsonRecords(chunks: AsyncIterable<string>): AsyncGenerator<Row> {
  const state: Scan = {
    line: 1,
    depth: 0,
    base: 0,
    text: '',
    startLine: 1,
    inString: false,
    isEscaped: false,
    isFirst: true,
    isBehind: false,
  };
  for await (const chunk of chunks) {
    const found: Row[] = [];
    for (const character of state.isFirst ? chunk.replace(/^\uFEFF/, '') : chunk) take(state, character, found);
    yield* found;
  }
  finish(state);
}

type Scan = {
  line: number;
  /** How many brackets are open. */
  depth: number;
  /** At which depth records stand: 0 on lines, 1 in a list, 2 in Graph's page. */
  base: number;
  /** What was read of the present record. */
  text: string;
  startLine: number;
  inString: boolean;
  isEscaped: boolean;
  /** Whether nothing but space was read so far. */
  isFirst: boolean;
  /** Whether the list has ended; `text` is then what stands behind it. */
  isBehind: boolean;
};

function take(state: Scan, character: string, found: Row[]): void {
  if (character === '\n') state.line += 1;
  if (state.isBehind) {
    state.text = (state.text + character).slice(-LONGEST_RECORD);
    return;
  }
  const isBetween = state.text === '' && !state.inString;
  if (isBetween && (character.trim() === '' || character === ',')) return;
  if (state.isFirst) {
    state.isFirst = false;
    if (character === '[') {
      enterList(state, 1);
      return;
    }
  }
  if (isBetween && state.base > 0 && character === ']') {
    state.isBehind = true;
    return;
  }
  if (isBetween) state.startLine = state.line;
  state.text += character;
  if (state.text.length > LONGEST_RECORD)
    throw new FileFault(state.startLine, 'this record is too long for one person.');
  measure(state, character);
  if (isGraphList(state, character)) enterList(state, 2);
  else if (isWhole(state, character)) found.push(readRecord(state));
}

function enterList(state: Scan, base: number): void {
  refusePage(state);
  Object.assign(state, { base, depth: base, text: '' });
}

/** Behind the list the rest of Graph's page may follow; it holds no people, but may say that there are more. */
function finish(state: Scan): void {
  const { isBehind, base, text, line, depth } = state;
  if (isBehind) refusePage(state);
  const rest = text.trim();
  if (isBehind && base === 1 && rest !== '') throw new FileFault(line, 'something stands behind the list.');
  const isEnded = isBehind ? base === 1 || rest.endsWith('}') : base === 0 && depth === 0 && rest === '';
  if (!isEnded) throw new FileFault(line, 'the file ends in the middle of the list.');
}

function measure(state: Scan, character: string): void {
  if (state.inString) {
    if (state.isEscaped) state.isEscaped = false;
    else if (character === '\\') state.isEscaped = true;
    else if (character === '"') state.inString = false;
  } else if (character === '"') state.inString = true;
  else if (character === '{' || character === '[') state.depth += 1;
  else if (character === '}' || character === ']') state.depth -= 1;
}

function isGraphList({ base, depth, text, inString }: Scan, character: string): boolean {
  return !inString && base === 0 && depth === 2 && character === '[' && /"value"\s*:\s*\[$/.test(text.slice(-40));
}

function isWhole({ depth, base, inString, text }: Scan, character: string): boolean {
  if (inString || depth > base) return false;
  return character === '}' || character === ']' || !/^[{[]/.test(text);
}

function readRecord(state: Scan): Row {
  const { text, startLine } = state;
  state.text = '';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const position = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? 0);
    throw new FileFault(startLine + text.slice(0, position).split('\n').length - 1, 'this is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FileFault(startLine, 'this is no account, { … }.');
  return { line: startLine, members: value as Row['members'] };
}

function refusePage({ text, line }: Scan): void {
  if (!text.includes('"@odata.nextLink"')) return;
  throw new FileFault(
    line,
    'this is one page of several; fetch the others by @odata.nextLink and put their lists together.',
  );
}
