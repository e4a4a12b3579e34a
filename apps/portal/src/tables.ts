import type { Database, Transaction } from '@surety/database';

/** Tables of the portal's database: sessions and what belongs to them. Times are epoch milliseconds. */
export type PortalTables = {
  portal_session: {
    id_hash: string;
    /** Sealed JSON: who signed in and what the ID token said. */
    sealed: string;
    /** 1 once the api knows this person. */
    registered: number;
    last_seen_at: number;
    ends_at: number;
    /** Hashes of issuer and `sid`, and of issuer and `sub`, of its first ID token. */
    sign_in_hash: string | null;
    person_hash: string | null;
  };
  portal_token_cache: {
    session_hash: string;
    sealed: string;
    /** Until when one replica alone may renew these tokens. */
    renewing_until: number | null;
  };
  /** Logout tokens that were used. */
  portal_logout_token: { id_hash: string; ends_at: number };
  portal_sign_in_attempt: {
    state_hash: string;
    browser_hash: string;
    /** Sealed JSON: nonce, PKCE verifier, purpose, return path. */
    sealed: string;
    ends_at: number;
  };
  portal_parked_form: {
    browser_hash: string;
    place: string;
    /** Sealed JSON: the fields as they were typed. */
    sealed: string;
    ends_at: number;
  };
};

export type PortalDatabase = Database<PortalTables>;
export type PortalTransaction = Transaction<PortalTables>;
