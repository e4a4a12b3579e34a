import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify';
import { PROBLEM_MEDIA_TYPE, problemDetails } from './problem-details.ts';
import { Refusal } from './refusal.ts';
import { type Logger, logRequests } from './request-log.ts';
import { securityHeaders, setSecurityHeaders } from './security-headers.ts';

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
    frameworkErrors: (_error, request, reply) => answerUnreadableAddress(options, request, reply),
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

const UNREADABLE = 'This address cannot be read: a percent sign in it is not followed by two hexadecimal digits.';

// Such a request reaches no hook and no handler of the app, so it is answered here, with the same manners.
function answerUnreadableAddress(options: WebServerOptions, request: FastifyRequest, reply: FastifyReply): void {
  setSecurityHeaders(reply, options);
  if (options.pages) {
    reply.code(400).type('text/plain; charset=utf-8').send(UNREADABLE);
    return;
  }
  const refusal = new Refusal({ code: 'malformed-request', status: 400, message: UNREADABLE });
  reply
    .code(400)
    .type(PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(problemDetails(refusal, request.id)));
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
