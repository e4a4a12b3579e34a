import { parseEmailAddress } from '@surety/web';

/** One account of the former system: whose it is, its policy, and the name of its one beneficiary. */
export type AccountRow = { email: string; policyNumber: string; beneficiary: string; line: number };

/** Rows that can be taken over, and sentences about everything that cannot, each with its line in the file. */
export type AccountRows = { rows: readonly AccountRow[]; problems: readonly string[] };

const LONGEST = { email: 254, policynumber: 40, beneficiary: 120 } as const;
type Member = keyof typeof LONGEST;

/** Reads the former system's file: a JSON array of `{"email", "policynumber", "beneficiary"}`, all of them text. */
export function readAccountRows(text: string): AccountRows {
  const content = text.replace(/^\uFEFF/, '');
  let values: unknown;
  try {
    values = JSON.parse(content);
  } catch (error) {
    return { rows: [], problems: [`Line ${lineOfSyntaxError(content, error as Error)}: this is not JSON.`] };
  }
  if (!Array.isArray(values)) return { rows: [], problems: ['Line 1: the file must hold a list of accounts, [ … ].'] };
  const lines = linesOfElements(content);
  const rows: AccountRow[] = [];
  const problems: string[] = [];
  for (const [index, value] of values.entries()) {
    const line = lines[index] ?? 1;
    const wrong = whatIsWrong(value);
    if (wrong.length > 0) problems.push(...wrong.map((sentence) => `Line ${line}: ${sentence}`));
    else rows.push(asRow(value as Record<Member, string>, line));
  }
  return { rows, problems: [...problems, ...repeatedNumbers(rows)] };
}

function asRow({ email, policynumber, beneficiary }: Record<Member, string>, line: number): AccountRow {
  return {
    email: parseEmailAddress(email) ?? '',
    policyNumber: policynumber.trim(),
    beneficiary: beneficiary.trim().replace(/\s+/g, ' '),
    line,
  };
}

function whatIsWrong(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['this is no account, { … }.'];
  const account = value as Record<string, unknown>;
  const unknown = Object.keys(account).filter((name) => !(name in LONGEST));
  return [
    ...(Object.keys(LONGEST) as Member[]).flatMap((member) => whatIsWrongWith(member, account[member])),
    ...unknown.map((name) => `"${name}" is not known here, so nothing of it could be kept.`),
  ];
}

function whatIsWrongWith(member: Member, value: unknown): readonly string[] {
  if (value === undefined) return [`"${member}" is missing.`];
  if (typeof value !== 'string') return [`"${member}" must be text.`];
  const text = value.trim();
  if (text === '') return [`"${member}" is empty.`];
  if (text.length > LONGEST[member]) return [`"${member}" is longer than ${LONGEST[member]} characters.`];
  if (/\p{Cc}/u.test(text)) return [`"${member}" holds control characters.`];
  // The form in which the sign-in service tells it: a row in another one would wait for ever.
  if (member === 'email' && parseEmailAddress(text) === undefined) return [`"${text}" is not an e-mail address.`];
  if (member === 'policynumber' && /[\s/]/.test(text)) return [`the policy number "${text}" holds spaces or slashes.`];
  return [];
}

function repeatedNumbers(rows: readonly AccountRow[]): readonly string[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ policyNumber, line }) => {
    const before = first.get(policyNumber);
    if (before === undefined) first.set(policyNumber, line);
    return before === undefined
      ? []
      : [`Line ${line}: the policy ${policyNumber} stands in the file twice, first on line ${before}.`];
  });
}

// The text is valid JSON by now, so strings, brackets and commas are all there is to watch.
function linesOfElements(text: string): readonly number[] {
  const lines: number[] = [];
  let [line, depth, isAwaited] = [1, 0, false];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[^\s"]|\n/g)) {
    if (token === '\n') line += 1;
    else if (isAwaited && token !== ']') {
      lines.push(line);
      isAwaited = false;
    }
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    if (depth === 1 && (token === ',' || (token === '[' && lines.length === 0))) isAwaited = true;
  }
  return lines;
}

function lineOfSyntaxError(text: string, { message }: Error): number {
  const position = /position (\d+)/.exec(message)?.[1];
  return text.slice(0, position === undefined ? text.length : Number(position)).split('\n').length;
}
