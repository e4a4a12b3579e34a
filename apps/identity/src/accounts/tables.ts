/** Rows of the directory and of what its pages remember. Times are epoch milliseconds, JSON is text. */
export type AccountTables = {
  identity_account: AccountRow;
  identity_account_import: AccountImportRow;
  identity_lockout: LockoutRow;
  identity_second_factor: SecondFactorRow;
  identity_email_code: EmailCodeRow;
  identity_email_code_window: EmailCodeWindowRow;
  identity_inbox_message: InboxMessageRow;
};

type AccountRow = {
  id: string;
  email: string;
  /** In lower case. */
  user_name: string | null;
  password_hash: string;
  attributes: string;
  created_at: number;
  is_disabled: number;
  refresh_tokens_valid_from: number;
  /** 1 where the password signs nobody in until another is chosen. */
  must_change_password: number;
  /** A tag of BCP 47. */
  language: string | null;
};

/** An account of a file that waits until the whole file is known to be right. */
type AccountImportRow = Omit<AccountRow, 'refresh_tokens_valid_from'> & {
  run_id: string;
  /** Counts the rows of the file; several may stand on one line. */
  position: number;
  line: number;
  began_at: number;
  /** 1 where the same address may stand in the file again. */
  may_repeat: number;
};

type LockoutRow = {
  subject_hash: string;
  failures: number;
  locks: number;
  locked_until: number;
  /** Keyed hashes of the last wrong values, a JSON list. */
  recent: string;
  failed_at: number;
};

type SecondFactorRow = {
  account_id: string;
  method: string;
  sealed_secret: string | null;
  /** The newest 30-second step whose code was accepted; older and equal ones are refused. */
  last_step: number;
  enrolled_at: number;
};

type EmailCodeRow = {
  journey_id: string;
  code_hash: string;
  tries: number;
  expires_at: number;
};

type EmailCodeWindowRow = {
  subject_hash: string;
  sends: number;
  started_at: number;
};

type InboxMessageRow = {
  id: string;
  sender: string;
  recipient: string;
  subject: string;
  body: string;
  kind: string;
  html: string | null;
  /** A JSON list. */
  attachments: string;
  received_at: number;
};
