import { Refusal } from '@surety/web';
import { type B2cErrorCode, ERROR_TABLE } from './error-table.ts';
import { EXTENSION_ERROR_TABLE } from './extension-error-table.ts';

const ALL_ERRORS = { ...ERROR_TABLE, ...EXTENSION_ERROR_TABLE };

/** Every code that an answer of this server may carry. */
type ErrorCode = B2cErrorCode | keyof typeof EXTENSION_ERROR_TABLE;

/** A refusal in B2C's words: `code` is `AADB2C…`, `error` OAuth's word, `message` B2C's sentence without the code. */
export class ProtocolError extends Refusal {
  override readonly name = 'ProtocolError';
  readonly error: string;

  /**
   * @param values words for the braces in the text.
   * @param more `detail` for the log alone; `status` where the framework's own says more.
   */
  constructor(code: ErrorCode, values: Record<string, string> = {}, more: { detail?: string; status?: number } = {}) {
    const kind = ALL_ERRORS[code];
    super({ code, status: more.status ?? kind.status, message: fill(kind.text, values), detail: more.detail });
    this.error = kind.error;
  }
}

function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => printable(values[name] ?? ''));
}

/** Values come from the request: control characters would forge lines of the block below (RFC 6749 4.1.2.1). */
function printable(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}

/** What stands under an error's text. */
export type ErrorContext = {
  correlationId: string;
  at: Date;
  /** The address a person typed before "Forgot your password?". */
  loginHint?: string | undefined;
};

/** Renders an error as B2C's `error_description`: one line each, ended by CRLF. Clients match on its first word. */
export function describeError(
  error: Pick<Refusal, 'code' | 'message'>,
  { correlationId, at, loginHint }: ErrorContext,
): string {
  const timestamp = `${at.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const lines = [`${error.code}: ${error.message}`, `Correlation ID: ${correlationId}`, `Timestamp: ${timestamp}`];
  if (loginHint !== undefined) lines.push(`login_hint: ${printable(loginHint)}`);
  return lines.map((line) => `${line}\r\n`).join('');
}
