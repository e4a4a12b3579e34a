import { ProtocolError } from '../errors/protocol-error.ts';
import type { AnswerAddress } from '../journey/authorization-response.ts';
import { speaks } from '../tenant/extensions.ts';
import type { Application, Tenant, UserFlow } from '../tenant/tenant.ts';
import { issuerOf } from '../tokens/issuer.ts';
import { checkAuthorizationDetails } from './authorization-details.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { checkAuthenticationClass } from './check-authentication-class.ts';
import { checkClient } from './check-client.ts';
import { checkImplicit } from './check-implicit.ts';
import { checkMaxAge } from './check-max-age.ts';
import { checkNonce } from './check-nonce.ts';
import { checkPkce } from './check-pkce.ts';
import { checkPrompt } from './check-prompt.ts';
import { checkRedirectUri } from './check-redirect-uri.ts';
import { checkResponseMode, defaultResponseMode } from './check-response-mode.ts';
import { checkResponseType } from './check-response-type.ts';
import { checkScope } from './check-scope.ts';
import type { AuthorizationParameters } from './parameters.ts';

/** A checked request with the application that made it, or an error and where to send it. */
export type Checked =
  | { application: Application; request: AuthorizationRequest }
  | { application: Application; refused: ProtocolError; address: AnswerAddress };

type Context = {
  tenant: Tenant;
  userFlow: UserFlow;
  issuerOrigin: string;
  correlationId: string;
  /** Whether the application itself sent the request to us, so that no browser can have changed it (RFC 9126). */
  isPushed: boolean;
};

/**
 * Checks an authorization request, question by question. What fails before the redirect URI is known to be the
 * application's own is thrown, to be shown on a page; what fails after it is for the application.
 * @throws ProtocolError AADB2C90006, AADB2C90008, AADB2C90018
 */
export function checkAuthorizationRequest(parameters: AuthorizationParameters, context: Context): Checked {
  const application = checkClient(parameters, context.tenant);
  const redirectUri = checkRedirectUri(parameters, application);
  const { state } = parameters;
  const { userFlow } = context;
  const address: AnswerAddress = {
    redirectUri,
    responseMode: defaultResponseMode(parameters, userFlow),
    ...(state !== undefined && { state }),
    ...(speaks(userFlow, 'issuer-identification') && {
      responseIssuer: issuerOf(context.issuerOrigin, context.tenant, userFlow),
    }),
  };
  try {
    address.responseMode = checkResponseMode(parameters, userFlow);
    return { application, request: checkTheRest(parameters, context, { application, address }) };
  } catch (error) {
    if (error instanceof ProtocolError) return { application, refused: error, address };
    throw error;
  }
}

function checkTheRest(
  parameters: AuthorizationParameters,
  context: Context,
  { application, address }: { application: Application; address: AnswerAddress },
): AuthorizationRequest {
  const { tenant, correlationId } = context;
  const responseTypes = checkResponseType(parameters);
  checkImplicit(responseTypes, application);
  const prompt = checkPrompt(parameters);
  const maxAge = checkMaxAge(parameters, context.userFlow);
  const acrValues = checkAuthenticationClass(parameters, context.userFlow);
  const scopes = checkScope(parameters, { tenant, application }, responseTypes);
  const nonce = checkNonce(parameters, responseTypes);
  const codeChallenge = checkPkce(parameters, application, responseTypes);
  const transactions = checkAuthorizationDetails(parameters, { ...context, application });
  const { loginHint, uiLocales } = parameters;
  return {
    ...address,
    ...scopes,
    clientId: application.id,
    responseTypes,
    correlationId,
    ...(prompt !== undefined && { prompt }),
    ...(nonce !== undefined && { nonce }),
    ...(maxAge !== undefined && { maxAge }),
    ...(acrValues !== undefined && { acrValues }),
    ...(codeChallenge !== undefined && { codeChallenge }),
    ...(transactions !== undefined && { transactions }),
    ...(loginHint !== undefined && { loginHint: loginHint.slice(0, LONGEST_ADDRESS) }),
    ...(uiLocales !== undefined && { uiLocales: uiLocales.split(' ').slice(0, MOST_LOCALES) }),
  };
}

/** Longest e-mail address (RFC 5321 4.5.3.1). */
const LONGEST_ADDRESS = 320;
const MOST_LOCALES = 10;
