/** One kind of B2C error: its OAuth `error` word, its HTTP status where no redirect carries it, and its text. */
export type ErrorKind = { error: string; status: number; text: string };

/**
 * The errors this server knows, by B2C's codes. Clients match on the code, so codes and `error` words are fixed;
 * the texts say the same as B2C's. Words in braces are replaced by values.
 */
export const ERROR_TABLE = {
  AADB2C90006: {
    error: 'redirect_uri_mismatch',
    status: 400,
    text: "The redirect URI '{redirectUri}' provided in the request is not registered for the client id '{clientId}'.",
  },
  AADB2C90007: {
    error: 'invalid_request',
    status: 400,
    text: "The application associated with client id '{clientId}' has no registered redirect URIs.",
  },
  AADB2C90008: { error: 'invalid_request', status: 400, text: 'The request does not contain a client id parameter.' },
  AADB2C90010: { error: 'invalid_request', status: 400, text: 'The request does not contain a scope parameter.' },
  AADB2C90013: {
    error: 'unsupported_response_type',
    status: 400,
    text: "The requested response type '{responseType}' provided in the request is not supported.",
  },
  AADB2C90014: {
    error: 'invalid_request',
    status: 400,
    text: "The requested response mode '{responseMode}' provided in the request is not supported.",
  },
  AADB2C90018: {
    error: 'invalid_client',
    status: 400,
    text: "The client id '{clientId}' specified in the request is not registered in tenant '{tenant}'.",
  },
  AADB2C90025: {
    error: 'invalid_request',
    status: 404,
    text: 'There is no such user flow in this tenant, or no such tenant.',
  },
  AADB2C90036: {
    error: 'invalid_request',
    status: 400,
    text: 'The request does not contain a URI that this application registered to redirect the user to after logout.',
  },
  AADB2C90043: { error: 'invalid_request', status: 400, text: 'The prompt included in the request is not valid.' },
  AADB2C90046: {
    error: 'invalid_request',
    status: 400,
    text: 'We are having trouble loading your current state. You might want to try starting your session over from the beginning.',
  },
  AADB2C90048: { error: 'server_error', status: 500, text: 'An unhandled exception has occurred on the server.' },
  AADB2C90055: {
    error: 'invalid_request',
    status: 400,
    text: "The scope '{scope}' provided in the request must specify a resource.",
  },
  AADB2C90057: {
    error: 'unauthorized_client',
    status: 400,
    text: "The provided application is not configured to allow the OAuth 'Implicit' flow.",
  },
  AADB2C90058: {
    error: 'unauthorized_client',
    status: 400,
    text: 'The provided application is not configured to allow public clients.',
  },
  AADB2C90067: {
    error: 'invalid_request',
    status: 400,
    text: 'The post logout redirect URI in the request has an invalid format.',
  },
  AADB2C90077: {
    error: 'interaction_required',
    status: 400,
    text: "User does not have an existing session and request prompt parameter has a value of 'None'.",
  },
  AADB2C90079: {
    error: 'invalid_client',
    status: 400,
    text: 'Clients must send a client_secret when redeeming a confidential grant.',
  },
  AADB2C90080: {
    error: 'invalid_grant',
    status: 400,
    text: 'The provided grant has expired. Please re-authenticate and try again. Current time: {now}, Grant issued time: {issued}, Grant sliding window expiration time: {windowEnds}.',
  },
  AADB2C90081: {
    error: 'invalid_client',
    status: 400,
    text: 'The specified client_secret does not match the expected value for this client. Please correct the client_secret and try again.',
  },
  AADB2C90083: { error: 'invalid_request', status: 400, text: 'The request is missing required parameter: {name}.' },
  AADB2C90084: {
    error: 'invalid_request',
    status: 400,
    text: 'Public clients should not send a client_secret when redeeming a publicly acquired grant.',
  },
  AADB2C90086: {
    error: 'unsupported_grant_type',
    status: 400,
    text: "The supplied grant_type '{grantType}' is not supported.",
  },
  AADB2C90088: {
    error: 'invalid_grant',
    status: 400,
    text: 'The provided grant has not been issued for this endpoint. Actual Value : {actual} and Expected Value : {expected}',
  },
  AADB2C90090: { error: 'invalid_grant', status: 400, text: 'The provided grant cannot be read.' },
  AADB2C90091: {
    error: 'access_denied',
    status: 400,
    text: 'The user has cancelled entering self-asserted information.',
  },
  AADB2C90110: {
    error: 'invalid_request',
    status: 400,
    text: "The scope parameter must include 'openid' when requesting a response_type that includes 'id_token'.",
  },
  AADB2C90115: {
    error: 'invalid_request',
    status: 400,
    text: "When requesting the 'code' response_type, the scope parameter must include a resource or client ID for access tokens, and 'openid' for ID tokens.",
  },
  AADB2C90117: {
    error: 'invalid_request',
    status: 400,
    text: "The scope '{scope}' provided in the request is not supported.",
  },
  AADB2C90118: { error: 'access_denied', status: 400, text: 'The user has forgotten their password.' },
  AADB2C90120: {
    error: 'invalid_request',
    status: 400,
    text: "The max age parameter '{maxAge}' specified in the request is invalid. Max age must be an integer from 0 to 2147483647.",
  },
  AADB2C90122: {
    error: 'invalid_request',
    status: 400,
    text: 'Input validation of the request failed. Ensure that each parameter is given once and is well formed.',
  },
  AADB2C90128: {
    error: 'invalid_grant',
    status: 400,
    text: 'The account associated with this grant no longer exists. Please reauthenticate and try again.',
  },
  AADB2C90129: {
    error: 'invalid_grant',
    status: 400,
    text: 'The provided grant has been revoked. Please reauthenticate and try again.',
  },
  AADB2C90146: {
    error: 'invalid_request',
    status: 400,
    text: "The scope '{scope}' provided in the request specifies more than one resource for an access token, which is not supported.",
  },
  AADB2C90182: {
    error: 'invalid_grant',
    status: 400,
    text: 'The supplied code_verifier does not match the associated code_challenge.',
  },
  AADB2C90183: { error: 'invalid_grant', status: 400, text: 'The supplied code_verifier is missing or invalid.' },
  AADB2C90184: {
    error: 'invalid_request',
    status: 400,
    text: 'The supplied code_challenge or code_challenge_method is not valid. Supported methods are plain and S256.',
  },
  AADB2C90205: {
    error: 'unauthorized_client',
    status: 400,
    text: 'This application does not have sufficient permissions against this web resource to perform the operation.',
  },
  AADB2C90224: {
    error: 'unauthorized_client',
    status: 400,
    text: 'Resource owner flow has not been enabled for the application.',
  },
  AADB2C90225: {
    error: 'access_denied',
    status: 400,
    text: 'The username or password provided in the request are invalid.',
  },
  AADB2C90238: { error: 'invalid_request', status: 400, text: 'The request does not contain a nonce parameter.' },
  AADB2C90244: {
    error: 'temporarily_unavailable',
    status: 429,
    text: 'There are too many requests at this moment. Please wait for some time and try again.',
  },
  AADB2C90279: {
    error: 'invalid_grant',
    status: 400,
    text: "The provided client id '{clientId}' does not match the client id that was issued the grant.",
  },
  AADB2C99059: {
    error: 'invalid_request',
    status: 400,
    text: 'The supplied request must present a code_challenge. It is required for single-page apps that use the authorization code flow.',
  },
} as const satisfies Record<string, ErrorKind>;

export type B2cErrorCode = keyof typeof ERROR_TABLE;
