import { b2cDirectory } from '@surety/oauth';
import type { PersonPair } from './link-person.ts';

const HEAD = 'former_issuer,former_subject,issuer,subject';

/** A line that cannot be read; the first is 1. */
export type WrongLine = { line: number; says: string };

/** A line of the table, with its number. */
type PairOfLine = PersonPair & { line: number };

/** Reads a migration table in CSV; issuers and subjects hold no commas. All lines are read, and every wrong one is named. */
export function readPeopleFile(text: string): { pairs: PairOfLine[]; wrong: WrongLine[] } {
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (head.trim() !== HEAD) return { pairs: [], wrong: [{ line: 1, says: `the first line must be ${HEAD}` }] };
  const pairs: PairOfLine[] = [];
  const wrong: WrongLine[] = [];
  const seen = new Set<string>();
  for (const [index, content] of lines.entries()) {
    if (content.trim() === '') continue;
    const line = index + 2;
    const pair = readLine(content);
    const key = typeof pair === 'string' ? '' : `${pair.present.issuer} ${pair.present.subject}`;
    if (typeof pair === 'string') wrong.push({ line, says: pair });
    else if (seen.has(key)) wrong.push({ line, says: 'this present subject stands here twice' });
    else pairs.push({ line, ...pair });
    seen.add(key);
  }
  return { pairs, wrong };
}

// The pair, or what is wrong with it.
function readLine(content: string): PersonPair | string {
  const cells = content.split(',').map((cell) => cell.trim());
  const [formerIssuer = '', formerSubject = '', issuer = '', subject = ''] = cells;
  if (cells.length !== 4 || cells.includes('')) return 'there must be four values';
  if (!URL.canParse(formerIssuer) || !URL.canParse(issuer)) return 'an issuer is the URL in iss, to the last slash';
  // People of B2C are known by their directory, whichever of its user flows an issuer names.
  const [former, present] = [b2cDirectory(formerIssuer), b2cDirectory(issuer)];
  return { former: { issuer: former, subject: formerSubject }, present: { issuer: present, subject } };
}
