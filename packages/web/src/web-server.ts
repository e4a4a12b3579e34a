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
import { enableDrain } from './operation/drain.ts';
import { limitAddresses } from './operation/limit-requests.ts';
import { type Metrics, measureRequests, NO_METRICS } from './operation/metrics.ts';
import { inNetworks } from './operation/networks.ts';
import type { OperationConfig } from './operation/operation-settings.ts';
import { DEFAULT_OPERATION } from './operation/operation-settings.ts';
import { turnAwayOverload } from './operation/overload.ts';
import type { RateLimiter } from './operation/rate-limiter.ts';
import type { Tracing } from './operation/tracing.ts';
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
  /** How the app is run; the defaults of the settings unless given. */
  operation?: OperationConfig | undefined;
  /** Counts requests by network address; without it nobody is limited so. */
  limiter?: RateLimiter | undefined;
  /** Notes what the app does, for traces. */
  tracing?: Tracing | undefined;
  /** Where rate, errors and duration of every route are told. */
  metrics?: Metrics | undefined;
  /** Requests of which only the refused ones count. */
  countsRefusalsOnly?: ((request: FastifyRequest) => boolean) | undefined;
  /** Routes that are answered however many ask: those by which the app's health is asked. */
  alwaysAnswered?: readonly string[];
  /** The page about an address that cannot be read, in HTML; plain text unless given. No hook has seen such a request. */
  unreadableAddressPage?: ((request: UnreadableRequest, message: string) => string) | undefined;
  /** Whether bodies are taken exactly as sent: no value is turned into another type, none dropped, none added. */
  exactBodies?: boolean;
};

/** What there is of a request whose address cannot be read. */
export type UnreadableRequest = Pick<FastifyRequest, 'id' | 'headers'>;

const EXACT = { coerceTypes: false, removeAdditional: false, useDefaults: false } as const;

/** A Fastify server with the manners every app shares: request id, log line, security headers, limits. */
export function createWebServer(options: WebServerOptions): FastifyInstance {
  const app = fastify({
    loggerInstance: options.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: options.bodyLimit ?? 64 * 1024,
    // From the first byte to the last; then for the headers alone. Both end whoever sends a byte a minute.
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    http: { headersTimeout: 15_000, maxHeaderSize: 16 * 1024 },
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    routerOptions: { caseSensitive: !options.anyCase, ignoreTrailingSlash: true, maxParamLength: 200 },
    forceCloseConnections: 'idle',
    frameworkErrors: (_error, request, reply) => answerUnreadableAddress(options, request, reply),
    ...(options.exactBodies ? { ajv: { customOptions: EXACT } } : {}),
  });
  logRequests(app);
  app.decorateRequest('joinTrace', () => undefined);
  options.tracing?.instrument(app);
  enableDrain(app);
  measureRequests(app, options.metrics ?? NO_METRICS);
  securityHeaders(app, options);
  limitRequests(app, options);
  if (options.pages) {
    app.register(cookie);
    app.register(formbody, { bodyLimit: options.bodyLimit ?? 64 * 1024 });
  }
  return app;
}

function limitRequests(app: FastifyInstance, options: WebServerOptions): void {
  const { operation = DEFAULT_OPERATION, limiter, alwaysAnswered: always = [] } = options;
  turnAwayOverload(app, { mostAtOnce: operation.mostRequestsAtOnce, always });
  if (limiter === undefined) return;
  const limit = { name: 'address', most: operation.requestsPerAddress, windowSeconds: 300 };
  const isExempt = inNetworks(operation.unlimitedAddresses);
  limitAddresses(app, { limiter, limit, isExempt, always, countsRefusalsOnly: options.countsRefusalsOnly });
}

const UNREADABLE = 'This address cannot be read: a percent sign in it is not followed by two hexadecimal digits.';

// Such a request reaches no hook and no handler of the app, so it is answered here, with the same manners.
function answerUnreadableAddress(options: WebServerOptions, request: FastifyRequest, reply: FastifyReply): void {
  setSecurityHeaders(reply, options);
  if (options.pages) {
    const page = options.unreadableAddressPage?.(request, UNREADABLE);
    const type = page === undefined ? 'text/plain' : 'text/html';
    reply
      .code(400)
      .type(`${type}; charset=utf-8`)
      .send(page ?? UNREADABLE);
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
