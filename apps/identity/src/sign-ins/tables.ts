/** Rows of sign-ins. Times are epoch milliseconds. */
export type SignInTables = { identity_sign_in: SignInRow; identity_sign_in_application: SignInApplicationRow };

type SignInRow = {
  id: string;
  account_id: string;
  /** What the browser said it is. */
  browser: string;
  started_at: number;
  used_at: number;
};

/** An application that a sign-in led to, by a user flow, whether or not it still holds tokens. */
type SignInApplicationRow = { sign_in_id: string; client_id: string; user_flow: string; issuer_origin: string };
