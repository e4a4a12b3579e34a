/** Scopes that the api exposes, by their short names (as in the token's `scp`). */
export const SCOPES = {
  'Accounts.Read': 'Read your policies',
  'Accounts.Write': 'Ask for changes to your policies',
} as const;

export type Scope = keyof typeof SCOPES;
