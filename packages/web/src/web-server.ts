import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import { type FastifyBaseLogger, type FastifyError, type FastifyInstance, fastify, LogController } from 'fastify';
import { Refusal } from './refusal.ts';
import { type Logger, logRequests } from './request-log.ts';
import { securityHeaders } from './security-headers.ts';

export type WebServerOptions = {
  /** The origin that browsers see. */
  origin: string;
  logger: Logger;
  /** True for apps that answer with HTML and read forms and cookies. */
  pages: boolean;
  /** Addresses of the proxies whose `X-Forwarded-*` headers count; nobody's by default. */
  trustedProxies?: readonly string[] | undefined;
  /** Largest body in bytes. */
  bodyLimit?: number;
  /** Whether the path's fixed words may be in any letter case. */
  anyCase?: boolean;
  /** Whether bodies are taken exactly as sent: no value is turned into another type, none dropped, none added. */
  exactBodies?: boolean;
};

const EXACT = { coerceTypes: false, removeAdditional: false, useDefaults: false } as const;

/** A Fastify server with the manners every app shares: request id, log line, security headers, limits. */
export function createWebServer(options: WebServerOptions): FastifyInstance {
  const app = fastify({
    loggerInstance: options.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: options.bodyLimit ?? 64 * 1024,
    requestTimeout: 30_000,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    routerOptions: { caseSensitive: !options.anyCase, ignoreTrailingSlash: true, maxParamLength: 200 },
    forceCloseConnections: 'idle',
    ...(options.exactBodies ? { ajv: { customOptions: EXACT } } : {}),
  });
  logRequests(app);
  securityHeaders(app, options);
  if (options.pages) {
    app.register(cookie);
    app.register(formbody, { bodyLimit: options.bodyLimit ?? 64 * 1024 });
  }
  return app;
}

const FRAMEWORK_MESSAGES: Record<number, string> = {
  400: 'The request could not be read. Check its format.',
  413: 'What was sent is too large.',
  414: 'The address is too long.',
  415: 'This content type is not accepted here.',
};

/** The refusal behind an error: itself, or what the framework refused on its own. `undefined` means a defect of ours. */
export function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const { statusCode: status, code, message } = error as Partial<FastifyError>;
  if (status === undefined || status < 400 || status > 499) return undefined;
  return new Refusal({
    code: status === 429 ? 'too-many-requests' : `http-${status}`,
    status,
    message: FRAMEWORK_MESSAGES[status] ?? message ?? 'The request was refused.',
    detail: code,
    cause: error,
  });
}
