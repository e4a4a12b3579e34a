import type { FastifyRequest } from 'fastify';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { Place } from '../routes.ts';
import { findUserFlow, isTenant } from '../tenant/find.ts';
import type { Tenant, UserFlow } from '../tenant/tenant.ts';

/**
 * The user flow that a request is for, and how it was named: in the path, or in the query parameter `p`.
 * @throws ProtocolError AADB2C90025 (404) for an unknown tenant or user flow.
 */
export function findPlace(tenant: Tenant, request: FastifyRequest, prefix: string): Place & { flow: UserFlow } {
  const path = request.params as { tenant: string; userFlow?: string };
  const { p } = request.query as { p?: unknown };
  const name = path.userFlow ?? p;
  const flow = isTenant(tenant, path.tenant) && typeof name === 'string' ? findUserFlow(tenant, name) : undefined;
  if (!flow) throw new ProtocolError('AADB2C90025');
  return {
    prefix,
    tenant: path.tenant,
    userFlow: flow.name,
    form: path.userFlow === undefined ? 'query' : 'path',
    flow,
  };
}
