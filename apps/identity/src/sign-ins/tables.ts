/** Rows of sign-ins. Times are epoch milliseconds. */
export type SignInTables = { identity_sign_in: SignInRow };

type SignInRow = {
  id: string;
  account_id: string;
  /** What the browser said it is. */
  browser: string;
  started_at: number;
  used_at: number;
};
