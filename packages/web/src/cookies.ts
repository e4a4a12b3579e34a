import type { CookieSerializeOptions } from '@fastify/cookie';

/**
 * Attributes of a session cookie: unreadable for scripts, not sent by other sites' forms, https-only where the
 * origin is https. Cookies of one host are shared by all its ports, so each app gives its cookies names of their own.
 */
export function sessionCookieOptions(origin: string, maxAgeSeconds?: number): CookieSerializeOptions {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: origin.startsWith('https:'),
    ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
  };
}

/** Name of a session cookie; over https with the `__Host-` prefix, which binds it to this very host (RFC 6265bis). */
export function sessionCookieName(origin: string, name: string): string {
  return origin.startsWith('https:') ? `__Host-${name}` : name;
}
