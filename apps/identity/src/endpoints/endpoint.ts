import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Place } from '../routes.ts';
import type { UserFlow } from '../tenant/tenant.ts';

/** Answers a request for one user flow. */
export type Endpoint = (request: FastifyRequest, reply: FastifyReply, place: Place & { flow: UserFlow }) => unknown;
