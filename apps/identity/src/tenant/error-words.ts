/** Codes whose OAuth `error` word neither Microsoft's documentation nor a recorded answer tells. */
export const OPEN_CODES = [
  'AADB2C90035',
  'AADB2C90043',
  'AADB2C90048',
  'AADB2C90055',
  'AADB2C90058',
  'AADB2C90079',
  'AADB2C90086',
  'AADB2C90090',
  'AADB2C90092',
  'AADB2C90110',
  'AADB2C90115',
  'AADB2C90120',
  'AADB2C90146',
  'AADB2C90151',
  'AADB2C90157',
  'AADB2C90225',
  'AADB2C99005',
  'AADB2C99013',
] as const;

/** The words of RFC 6749 (4.1.2.1, 5.2) for errors. */
export const ERROR_WORDS = [
  'access_denied',
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
] as const;

/** Words that a tenant says in place of ours, where B2C's are not known. */
export type ErrorWords = Partial<Record<(typeof OPEN_CODES)[number], (typeof ERROR_WORDS)[number]>>;

/** The `error` word of an answer. */
export function errorWord(
  { code, error }: { code: string; error: string },
  { errorWords }: { errorWords?: ErrorWords },
): string {
  const told: Readonly<Record<string, string | undefined>> = errorWords ?? {};
  return told[code] ?? error;
}
