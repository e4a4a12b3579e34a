import type { FastifyRequest } from 'fastify';
import { pathParameter } from '../path-parameter.ts';

/** The policy that a request's path names. */
export function policyNumberOf(request: FastifyRequest): { number: string } {
  return { number: pathParameter((request.params as { number: string }).number) };
}
