import { endpointUrl } from '../routes.ts';
import type { ProtocolServices } from '../services.ts';
import { issuerOf } from '../tokens/issuer.ts';
import type { Endpoint } from './endpoint.ts';
import { extensionMetadata } from './extension-metadata.ts';

/**
 * Metadata of one user flow (OpenID Connect Discovery 1.0, section 3): exactly the twelve members that B2C has, and those of
 * the extensions that the flow speaks.
 */
export function metadata(services: Pick<ProtocolServices, 'tenant' | 'origin' | 'issuerOrigin'>): Endpoint {
  const { tenant, origin, issuerOrigin } = services;
  return (_request, reply, { flow, ...place }) => {
    reply.header('cache-control', 'public, max-age=3600').header('access-control-allow-origin', '*');
    return {
      issuer: issuerOf(issuerOrigin, tenant, flow),
      authorization_endpoint: endpointUrl(origin, place, 'authorize'),
      token_endpoint: endpointUrl(origin, place, 'token'),
      end_session_endpoint: endpointUrl(origin, place, 'logout'),
      jwks_uri: endpointUrl(origin, place, 'keys'),
      response_modes_supported: ['query', 'fragment', 'form_post'],
      response_types_supported: RESPONSE_TYPES,
      scopes_supported: ['openid'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
      claims_supported: [...flow.claims, ...PROTOCOL_CLAIMS],
      ...extensionMetadata(origin, place, flow),
    };
  };
}

const RESPONSE_TYPES = [
  'code',
  'code id_token',
  'code token',
  'code id_token token',
  'id_token',
  'id_token token',
  'token',
  'token id_token',
];

const PROTOCOL_CLAIMS = ['iss', 'iat', 'exp', 'aud', 'acr', 'nonce', 'auth_time'];
