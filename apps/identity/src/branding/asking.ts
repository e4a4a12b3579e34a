import type { FastifyRequest } from 'fastify';
import { findApplication } from '../tenant/find.ts';
import type { Application, Tenant } from '../tenant/tenant.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The application for which a page is shown, once the journey says which. */
    asking: Application | undefined;
  }
}

/**
 * Who asks in a request that ends on a page of an error: the application of its journey, else the one that it names. It
 * decides about a logo and colours alone, so that whoever names somebody else's application gains nothing.
 */
export function askingApplication({ asking, query, body }: FastifyRequest, tenant: Tenant): Application | undefined {
  if (asking) return asking;
  const { client_id: clientId } = { ...(query as object), ...(body as object | undefined) } as { client_id?: unknown };
  return typeof clientId === 'string' ? findApplication(tenant, clientId) : undefined;
}
