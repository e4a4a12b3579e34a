/** What a person confirms by a step-up, in plain words; shown by a provider that can (RFC 9396). */
export type Transaction = { title: string; lines: readonly string[] };

/** The type of authorization details that identity knows. */
const TYPE = 'urn:surety:transaction';
const LONGEST_TITLE = 120;
const LONGEST_LINE = 200;
const MOST_LINES = 20;
/** Identity takes 4096; the list comes back in the access token. */
const MOST_BYTES = 3_500;

// What could make a person read another text than was sent.
const FORBIDDEN = /[\p{Cc}\p{Cs}\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;

/**
 * The transaction as `authorization_details`, where the provider knows the type and takes pushed requests; in a request
 * that passes through the browser it could be changed, and is left out.
 */
export function authorizationDetails(
  transaction: Transaction | undefined,
  provider: { pushedRequestEndpoint?: string | undefined; detailTypes: readonly string[] },
): { authorization_details?: string } {
  if (transaction === undefined || provider.pushedRequestEndpoint === undefined || !provider.detailTypes.includes(TYPE))
    return {};
  const title = plain(transaction.title, LONGEST_TITLE);
  const lines = transaction.lines.map((line) => plain(line, LONGEST_LINE)).filter((line) => line !== '');
  for (let most = Math.min(lines.length, MOST_LINES); ; most -= 1) {
    const left = lines.length - most;
    const shown = left === 0 ? lines : [...lines.slice(0, most - 1), `and ${left + 1} more, as on the page before`];
    const text = JSON.stringify([{ type: TYPE, title, lines: shown }]);
    if (Buffer.byteLength(text) <= MOST_BYTES || most <= 1) return { authorization_details: text };
  }
}

function plain(text: string, longest: number): string {
  const cleaned = text.replace(FORBIDDEN, ' ').trim();
  return cleaned.length <= longest ? cleaned : `${cleaned.slice(0, longest - 1).trimEnd()}…`;
}
