import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignInAttempt } from './attempt.ts';

/** A request at the end of its way through the provider. */
export type Arrival = { request: FastifyRequest; reply: FastifyReply; attempt: SignInAttempt };
