import { AUTHENTICATION_CLASSES, canReach } from '../authorize/authentication-class.ts';
import { TRANSACTION_TYPE } from '../authorize/authorization-details.ts';
import { endpointUrl, type Place } from '../routes.ts';
import { showsTransactions, speaks } from '../tenant/extensions.ts';
import type { UserFlow } from '../tenant/tenant.ts';

/** What the metadata says about the extensions that a user flow speaks; nothing when it speaks none. */
export function extensionMetadata(origin: string, place: Place, flow: UserFlow): object {
  return {
    ...(speaks(flow, 'standard-metadata') && standardMetadata(flow)),
    ...(speaks(flow, 'pushed-authorization-requests') && {
      pushed_authorization_request_endpoint: endpointUrl(origin, place, 'par'),
    }),
    ...(showsTransactions(flow) && { authorization_details_types_supported: [TRANSACTION_TYPE] }),
    ...(speaks(flow, 'authentication-context') && {
      acr_values_supported: AUTHENTICATION_CLASSES.filter((known) => canReach(flow, known)),
      claims_parameter_supported: true,
    }),
    ...(speaks(flow, 'back-channel-logout') && {
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    }),
    ...(speaks(flow, 'front-channel-logout') && {
      frontchannel_logout_supported: true,
      frontchannel_logout_session_supported: true,
    }),
    ...(speaks(flow, 'issuer-identification') && { authorization_response_iss_parameter_supported: true }),
  };
}

/** Members that B2C leaves to be known (OpenID Connect Discovery 1.0 section 3, RFC 8414 section 2). */
function standardMetadata({ claims }: UserFlow): object {
  return {
    scopes_supported: ['openid', 'profile', 'offline_access', ...(claims.includes('emails') ? ['email'] : [])],
    grant_types_supported: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
    code_challenge_methods_supported: ['S256', 'plain'],
    prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  };
}
