/** A checked authorization request. Whoever holds one may trust every member. */
export type AuthorizationRequest = {
  clientId: string;
  /** Exactly one of the application's registered redirect URIs. */
  redirectUri: string;
  responseTypes: readonly ('code' | 'id_token' | 'token')[];
  responseMode: 'query' | 'fragment' | 'form_post';
  /** OpenID scopes that were asked for: `openid`, `offline_access`, `profile`, `email`. */
  openidScopes: readonly string[];
  /** The resource and its granted scopes, when an access token was asked for. */
  resource?: { applicationId: string; scopes: readonly string[]; fullScopes: readonly string[] };
  state?: string;
  nonce?: string;
  codeChallenge?: { value: string; method: 'S256' | 'plain' };
  prompt?: 'login' | 'none' | 'consent' | 'select_account';
  loginHint?: string;
  uiLocales?: readonly string[];
  correlationId: string;
};
