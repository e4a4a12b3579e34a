/** Rows of the directory and of what its pages remember. Times are epoch milliseconds, JSON is text. */
export type AccountTables = {
  identity_account: AccountRow;
  identity_lockout: LockoutRow;
  identity_second_factor: SecondFactorRow;
  identity_email_code: EmailCodeRow;
  identity_email_code_window: EmailCodeWindowRow;
  identity_inbox_message: InboxMessageRow;
};

type AccountRow = {
  id: string;
  email: string;
  password_hash: string;
  attributes: string;
  created_at: number;
  is_disabled: number;
  refresh_tokens_valid_from: number;
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
  received_at: number;
};
