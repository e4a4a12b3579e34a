import type { FastifyInstance } from 'fastify';
import { Refusal } from '../refusal.ts';

/** Seconds after which somebody who was turned away may well come again. */
const RETRY_AFTER_SECONDS = 2;

export type OverloadOptions = {
  /** More requests than this are not worked on at once; 0: no limit. */
  mostAtOnce: number;
  /** Addresses that are answered in any case: those by which the app's health is asked. */
  always: readonly string[];
};

/**
 * Turns requests away while too many are under way, before they take memory that answers nobody: who waits in a queue that only grows
 * gets their answer after they have left. The error handler of the app renders the refusal.
 */
export function turnAwayOverload(app: FastifyInstance, { mostAtOnce, always }: OverloadOptions): void {
  if (mostAtOnce === 0) return;
  let underWay = 0;
  app.addHook('onRequest', (request, reply, done) => {
    if (always.includes(request.routeOptions.url ?? '')) return done();
    if (underWay >= mostAtOnce) {
      reply.header('retry-after', RETRY_AFTER_SECONDS).header('cache-control', 'no-store');
      return done(overloaded());
    }
    underWay += 1;
    // However the request ends: answered, or given up by whoever asked.
    reply.raw.once('close', () => {
      underWay -= 1;
    });
    done();
  });
}

/** The code by which an error handler knows that nothing should be looked up for this answer. */
export const OVERLOADED = 'overloaded';

function overloaded(): Refusal {
  const message = 'Too many people are here at this moment. Nothing was changed; please try again in a few seconds.';
  return new Refusal({ code: OVERLOADED, status: 503, message });
}
