import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';
import { networkOf } from './networks.ts';
import type { Limit, RateLimiter } from './rate-limiter.ts';

/** The code by which an error handler knows that nothing should be looked up for this answer. */
export const TOO_MANY_REQUESTS = 'too-many-requests';

export type AddressLimitOptions = {
  limiter: RateLimiter;
  limit: Limit;
  /** Addresses that no limit holds for. */
  isExempt(address: string): boolean;
  /** Routes that are answered in any case. */
  always: readonly string[];
  /** Requests of which only those count that were refused: servers of other people send many good ones from one address. */
  countsRefusalsOnly?: ((request: FastifyRequest) => boolean) | undefined;
};

/** Refuses requests of a network address that sends too many. The error handler of the app renders the refusal. */
export function limitAddresses(app: FastifyInstance, options: AddressLimitOptions): void {
  const { limiter, limit, isExempt, always } = options;
  if (limit.most === 0) return;
  app.addHook('onRequest', (request, reply, done) => {
    if (always.includes(request.routeOptions.url ?? '') || isExempt(request.ip)) return done();
    const ask = options.countsRefusalsOnly?.(request) ? limiter.wait : limiter.take;
    done(refusalAfter(reply, ask(limit, networkOf(request.ip))));
  });
  app.addHook('onResponse', (request, reply, done) => {
    const wasRefused = reply.statusCode >= 400 && reply.statusCode < 500;
    if (wasRefused && options.countsRefusalsOnly?.(request) && !isExempt(request.ip))
      limiter.take(limit, networkOf(request.ip));
    done();
  });
}

/**
 * Refuses one subject's request when it has sent too many.
 * @throws Refusal `too-many-requests` (429)
 */
export function limitSubject(
  { limiter, limit }: Pick<AddressLimitOptions, 'limiter' | 'limit'>,
  { reply, subject }: { reply: FastifyReply; subject: string },
): void {
  const refusal = refusalAfter(reply, limiter.take(limit, subject));
  if (refusal) throw refusal;
}

function refusalAfter(reply: FastifyReply, seconds: number): Refusal | undefined {
  if (seconds === 0) return undefined;
  reply.header('retry-after', seconds).header('cache-control', 'no-store');
  const message = `There were too many requests from here. Please wait ${inWords(seconds)} and try again.`;
  return new Refusal({ code: TOO_MANY_REQUESTS, status: 429, message });
}

function inWords(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
