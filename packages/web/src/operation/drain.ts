import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { OperationConfig } from './operation-settings.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Whether the app was told to stop: it answers what is under way and wants nothing new. */
    drain: { isDraining: boolean };
  }
}

/** Lets an app say that it wants no further request, and close each connection with its last answer. */
export function enableDrain(app: FastifyInstance): void {
  const drain = { isDraining: false };
  app.decorate('drain', drain);
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (drain.isDraining) reply.header('connection', 'close');
    done(null, payload);
  });
}

/** A further listener of an app, such as one with TLS. */
export type Door = { close(): Promise<void>; cutOff(): void };

/**
 * Stops an app without failing a request: first it says that it is not ready and goes on answering, then it listens no more
 * and finishes what is under way; what takes too long is cut off.
 */
export async function closeGracefully(
  app: FastifyInstance,
  { drainSeconds, shutdownSeconds }: Pick<OperationConfig, 'drainSeconds' | 'shutdownSeconds'>,
  doors: readonly Door[] = [],
): Promise<void> {
  app.drain.isDraining = true;
  if (drainSeconds > 0) await pause(drainSeconds * 1000);
  const cutOff = setTimeout(() => {
    app.server.closeAllConnections();
    for (const door of doors) door.cutOff();
  }, shutdownSeconds * 1000);
  try {
    await Promise.all(doors.map((door) => door.close()));
    await app.close();
  } finally {
    clearTimeout(cutOff);
  }
}
