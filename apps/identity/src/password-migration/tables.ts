/** Nonces of password submissions that were judged, as SHA-256 hashes; kept while their caller's token lives. */
export type PasswordMigrationTables = {
  identity_spent_nonce: { nonce_hash: string; expires_at: number };
};
