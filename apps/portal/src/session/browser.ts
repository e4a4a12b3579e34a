import { type Random, sessionCookieName, sessionCookieOptions } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashId } from './hash-id.ts';

/**
 * Tells one browser from another before anybody is signed in, so that a sign-in begun here ends here and a parked form
 * comes back to where it was typed.
 */
export type BrowserMark = ReturnType<typeof createBrowserMark>;

export function createBrowserMark({ origin, random }: { origin: string; random: Random }) {
  const name = sessionCookieName(origin, 'surety_portal_browser');
  return {
    /** Hash of this browser's mark, if it has one. */
    read(request: FastifyRequest): string | undefined {
      const mark = request.cookies[name];
      return mark === undefined || mark === '' ? undefined : hashId(mark);
    },

    /** Hash of this browser's mark; marks the browser when it has none. */
    readOrSet(request: FastifyRequest, reply: FastifyReply): string {
      const known = this.read(request);
      if (known !== undefined) return known;
      const mark = random.token();
      reply.setCookie(name, mark, sessionCookieOptions(origin));
      // Whoever asks again while this request is answered means the same mark.
      request.cookies[name] = mark;
      return hashId(mark);
    },
  };
}
