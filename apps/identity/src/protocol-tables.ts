/** Rows of the protocol half. Times are epoch milliseconds, JSON is text, secrets are SHA-256 hashes (base64url). */
export type ProtocolTables = {
  identity_journey: JourneyRow;
  identity_sso_session: SsoSessionRow;
  identity_grant: GrantRow;
  identity_authorization_code: AuthorizationCodeRow;
  identity_refresh_token: RefreshTokenRow;
  identity_signing_key: SigningKeyRow;
  identity_pushed_request: PushedRequestRow;
};

type JourneyRow = {
  id: string;
  browser_hash: string;
  user_flow: string;
  client_id: string;
  request: string;
  progress: string;
  /** A tag of BCP 47. */
  language: string;
  expires_at: number;
};

type SsoSessionRow = {
  session_hash: string;
  scope_key: string;
  account_id: string;
  authenticated_at: number;
  methods: string;
  expires_at: number;
  is_kept: number;
  sign_in_id: string | null;
};

type GrantRow = {
  id: string;
  client_id: string;
  user_flow: string;
  account_id: string;
  content: string;
  started_at: number;
  ends_at: number;
  revoked_at: number | null;
  sign_in_id: string | null;
};

type AuthorizationCodeRow = {
  code_hash: string;
  grant_id: string;
  redirect_uri: string;
  challenge: string | null;
  challenge_method: string | null;
  issued_at: number;
  expires_at: number;
  redeemed_at: number | null;
};

type RefreshTokenRow = {
  token_hash: string;
  grant_id: string;
  issued_at: number;
  expires_at: number;
  rotated_at: number | null;
};

type SigningKeyRow = {
  generation: number;
  kid: string;
  public_key: string;
  sealed_private_key: string;
  created_at: number;
  signs_from: number;
  retires_at: number | null;
};

type PushedRequestRow = {
  request_hash: string;
  user_flow: string;
  client_id: string;
  parameters: string;
  expires_at: number;
};
