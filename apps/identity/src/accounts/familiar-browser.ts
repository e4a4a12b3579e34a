import { timingSafeEqual } from 'node:crypto';
import { type Random, sessionCookieName, sessionCookieOptions } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createKeyedHash } from './keyed-hash.ts';

const COOKIE = 'identity-familiar';
const LIFETIME_SECONDS = 365 * 24 * 60 * 60;
/** A family's tablet. */
const MOST_ACCOUNTS = 5;

/**
 * Knows the browsers in which somebody signed in before, as B2C's smart lockout knows familiar places. Wrong passwords of
 * strangers lock strangers out; who comes with their own browser still gets in. The cookie holds a random id and one mark for
 * each address, made with this server's secret: nobody can read an address from it or make one up.
 */
export type FamiliarBrowsers = {
  /** Id of this browser when this address signed in here before. */
  idFor(request: FastifyRequest, email: string): string | undefined;
  /** Remembers that this address signed in here, with everything that the user flow asked for. */
  remember(exchange: { request: FastifyRequest; reply: FastifyReply }, email: string): void;
};

export function createFamiliarBrowsers(services: { secret: string; origin: string; random: Random }): FamiliarBrowsers {
  const hash = createKeyedHash(services.secret, 'familiar-browser');
  const name = sessionCookieName(services.origin, COOKIE);
  const read = (request: FastifyRequest): { id: string; marks: string[] } | undefined => {
    const [id = '', ...marks] = request.cookies[name]?.split('.') ?? [];
    return /^[\w-]{43}$/.test(id) ? { id, marks: marks.slice(0, MOST_ACCOUNTS) } : undefined;
  };
  return {
    idFor(request, email) {
      const known = read(request);
      return known?.marks.some((mark) => isSame(mark, hash(known.id, email))) ? known.id : undefined;
    },
    remember({ request, reply }, email) {
      const { id, marks } = read(request) ?? { id: services.random.token(), marks: [] };
      const mark = hash(id, email);
      const newest = [mark, ...marks.filter((other) => other !== mark)].slice(0, MOST_ACCOUNTS);
      reply.setCookie(name, [id, ...newest].join('.'), sessionCookieOptions(services.origin, LIFETIME_SECONDS));
    },
  };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
