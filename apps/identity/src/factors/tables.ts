/** Rows of factors beyond one of each method. Times are epoch milliseconds. */
export type FactorTables = {
  identity_passkey: PasskeyRow;
  identity_recovery_code: RecoveryCodeRow;
};

type PasskeyRow = {
  credential_id: string;
  account_id: string;
  /** What its person calls it. */
  name: string;
  /** COSE key, base64url. */
  public_key: string;
  counter: number;
  /** How browsers reach the authenticator, a JSON list. */
  transports: string;
  /** `singleDevice`, or `multiDevice` when it is synchronised between devices. */
  device_type: string;
  enrolled_at: number;
  used_at: number | null;
};

type RecoveryCodeRow = {
  account_id: string;
  /** Keyed hash. */
  code_hash: string;
};
