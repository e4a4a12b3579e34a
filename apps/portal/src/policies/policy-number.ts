import type { FastifyRequest } from 'fastify';

/** The policy that a request's path names. */
export function policyNumberOf(request: FastifyRequest): { number: string } {
  return { number: (request.params as { number: string }).number };
}
