import type { ProtocolServices } from '../services.ts';
import type { Endpoint } from './endpoint.ts';

/** The keys that verify this tenant's tokens (RFC 7517). All its user flows share them. */
export function keys({ signingKeys }: Pick<ProtocolServices, 'signingKeys'>): Endpoint {
  return async (_request, reply) => {
    const published = await signingKeys.published();
    reply.header('cache-control', 'public, max-age=3600').header('access-control-allow-origin', '*');
    return { keys: published };
  };
}
