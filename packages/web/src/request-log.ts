import type { FastifyInstance } from 'fastify';
import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/**
 * A logger for one app: JSON lines on standard output, or to a destination that tests read. Requests do not wait for
 * the line to be written. What is still unwritten when the process ends is written then, unless it is killed or crashes.
 */
export function createLogger(app: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    name: app,
    level,
    base: { app },
    redact: { paths: ['req', 'res', '*.password', '*.token'], remove: true },
  };
  return pino(options, destination ?? pino.destination({ sync: false }));
}

/** One line for each answered request: method, route pattern, status, time. Never the URL, which may carry codes. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info({
      event: 'request',
      method: request.method,
      route: request.routeOptions.url ?? '(none)',
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    });
    done();
  });
}
