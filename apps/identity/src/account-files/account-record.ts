import type { Attributes } from '../accounts/attributes.ts';
import type { Language } from '../words/language.ts';

/** A member of a file that cannot be taken over, and why. */
export type Fault = { line: number; field?: string; message: string };

/** One account of a file, in our words. */
export type AccountRecord = {
  /** Object id, where the file knows one: applications know people by it. */
  id?: string;
  email: string;
  userName?: string;
  attributes: Attributes;
  isDisabled: boolean;
  createdAt?: Date;
  /** At most one of the two; without both its person chooses a password by "Forgot your password?". */
  password?: string;
  passwordHash?: string;
  /** Whether its person has to choose another password when they next sign in with this one. */
  mustChangePassword?: boolean;
  /** In which its person reads. */
  language?: Language;
  /** Whether the address may stand in the file again: the former system wrote one line for each policy. */
  mayRepeat?: boolean;
};

/** What a row of a file says: an account, with names of members that are not kept; or why it is none. */
export type Reading =
  | { account: AccountRecord; lost: readonly string[] }
  | {
      faults: readonly Omit<Fault, 'line'>[] /** Somebody who signs in by means that are not here. */;
      isUnsupported?: boolean;
    };

/** One row as it stands in a file. */
export type Row = { line: number; members: Readonly<Record<string, unknown>> };

/** A file that cannot be read on from a line. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** A fault as a sentence: `Line 3, email: …`. */
export function describeFault({ line, field, message }: Fault): string {
  return `Line ${line}${field === undefined ? '' : `, ${field}`}: ${message}`;
}
