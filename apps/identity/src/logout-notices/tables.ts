/** Rows of logout notices. Times are epoch milliseconds. */
export type LogoutNoticeTables = { identity_logout_notice: LogoutNoticeRow };

type LogoutNoticeRow = {
  id: string;
  client_id: string;
  issuer: string;
  account_id: string;
  /** Empty in a notice about every sign-in of the person. */
  sign_in_id: string;
  /** How often it was sent already. */
  attempts: number;
  next_attempt_at: number;
  ended_at: number;
};
