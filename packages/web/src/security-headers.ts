import type { FastifyInstance, FastifyReply } from 'fastify';

/** What a page may do besides the default, which is: styles, pictures and forms of its own origin, and nothing else. */
export type PagePermissions = {
  /** Origins that a form's answer may redirect to (Chromium applies `form-action` to redirects as well). */
  formTargets?: readonly string[];
  /** Allows scripts of our own origin. */
  scripts?: boolean;
  /** What frames may show: `'self'`, or origins; nothing by default. */
  frames?: readonly string[];
};

/** Sets the headers that every answer carries. `pages` are HTML; an API's answers need fewer. */
export function securityHeaders(app: FastifyInstance, options: { origin: string; pages: boolean }): void {
  app.addHook('onRequest', (_request, reply, done) => {
    setSecurityHeaders(reply, options);
    done();
  });
}

/** The same on one answer. */
export function setSecurityHeaders(reply: FastifyReply, { origin, pages }: { origin: string; pages: boolean }): void {
  reply.header('x-content-type-options', 'nosniff');
  // Not on localhost: it would pin every port of it.
  if (origin.startsWith('https:') && !origin.startsWith('https://localhost')) {
    reply.header('strict-transport-security', 'max-age=31536000');
  }
  if (pages) pageHeaders(reply);
}

function pageHeaders(reply: FastifyReply): void {
  reply.header('content-security-policy', STRICTEST);
  reply.header('x-frame-options', 'DENY');
  // Not "no-referrer": with it Chromium sends `Origin: null` with our own forms.
  reply.header('referrer-policy', 'same-origin');
  reply.header('cross-origin-opener-policy', 'same-origin');
  reply.header('cross-origin-resource-policy', 'same-origin');
  reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=()');
}

/** Replaces the content security policy of one answer. */
export function permit(reply: FastifyReply, permissions: PagePermissions): void {
  reply.header('content-security-policy', contentSecurityPolicy(permissions));
}

const STRICTEST = contentSecurityPolicy({});

function contentSecurityPolicy({ formTargets = [], scripts = false, frames = [] }: PagePermissions): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `script-src ${scripts ? "'self'" : "'none'"}`,
    ...(scripts ? ["connect-src 'self'"] : []),
    ...(frames.length > 0 ? [['frame-src', ...frames].join(' ')] : []),
    ["form-action 'self'", ...formTargets].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}
