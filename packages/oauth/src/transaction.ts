import { isDeepStrictEqual } from 'node:util';

/** What a person confirms by a step-up, in plain words; shown by a provider that can (RFC 9396). */
export type Transaction = { title: string; lines: readonly string[] };

/** The type of authorization details that identity knows (RFC 9396 section 2). */
export const TRANSACTION_TYPE = 'urn:surety:transaction';

const LONGEST_TITLE = 120;
const LONGEST_LINE = 200;
const MOST_LINES = 20;
/** Identity takes 4096; the list comes back in the access token. */
const MOST_BYTES = 3_500;

// What could make a person read another text than was sent.
const FORBIDDEN = /[\p{Cc}\p{Cs}\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;

/** A transaction as the one authorization detail, within what identity takes; what does not fit is counted. */
export type TransactionDetail = Transaction & { type: typeof TRANSACTION_TYPE };

/** The `authorization_details` (RFC 9396) that ask for exactly this transaction. */
export function transactionDetails(transaction: Transaction): readonly [TransactionDetail] {
  const title = plain(transaction.title, LONGEST_TITLE);
  const lines = transaction.lines.map((line) => plain(line, LONGEST_LINE)).filter((line) => line !== '');
  for (let most = Math.min(lines.length, MOST_LINES); ; most -= 1) {
    const left = lines.length - most;
    const shown = left === 0 ? lines : [...lines.slice(0, most - 1), `and ${left + 1} more, as on the page before`];
    const details = [{ type: TRANSACTION_TYPE, title, lines: shown }] as const;
    if (Buffer.byteLength(JSON.stringify(details)) <= MOST_BYTES || most <= 1) return details;
  }
}

/**
 * Whether the `authorization_details` of a token are this transaction and nothing else (RFC 9396 section 9): one detail, of
 * our type, with these words. The client's own `reference` says nothing.
 */
export function areDetailsOf(transaction: Transaction, details: unknown): boolean {
  const [detail, ...further]: unknown[] = Array.isArray(details) ? details : [];
  if (further.length > 0 || typeof detail !== 'object' || detail === null) return false;
  const { reference: _reference, ...said } = detail as Record<string, unknown>;
  return isDeepStrictEqual([said], transactionDetails(transaction));
}

function plain(text: string, longest: number): string {
  const cleaned = text.replace(FORBIDDEN, ' ').trim();
  if (cleaned.length <= longest) return cleaned;
  // A character of two units is cut whole: half of one is no text.
  return `${cleaned
    .slice(0, longest - 1)
    .replace(/\p{Cs}$/u, '')
    .trimEnd()}…`;
}
