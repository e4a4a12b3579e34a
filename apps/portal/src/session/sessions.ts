import { type Clock, csrfToken, type Random, sessionCookieName, sessionCookieOptions } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashId } from './hash-id.ts';
import type { PortalSession } from './session.ts';
import { hashName, type SessionName } from './session-name.ts';
import type { SessionRepository } from './session-repository.ts';

/** Writing "seen now" at each request would cost a commit for each; once a minute is as good. */
const SEEN_EVERY_MS = 60_000;
const MINUTE_MS = 60_000;

export type SessionsOptions = {
  repository: SessionRepository;
  clock: Clock;
  random: Random;
  origin: string;
  secret: string;
  idleMinutes: number;
  absoluteMinutes: number;
};

export type NewSession = Pick<PortalSession, 'subject' | 'issuer' | 'claims'> & { tokens: string };

/** Who is signed in, by an opaque cookie; ends when idle for long, and in any case after a while. */
export type Sessions = ReturnType<typeof createSessions>;

export function createSessions(options: SessionsOptions) {
  const { repository, clock, origin } = options;
  const cookieName = sessionCookieName(origin, 'surety_portal');
  const cookieOf = (request: FastifyRequest): string | undefined => request.cookies[cookieName];
  return {
    /** The session of this request, if it still counts. */
    async read(request: FastifyRequest): Promise<PortalSession | undefined> {
      const id = cookieOf(request);
      const session = id === undefined ? undefined : await repository.find(hashId(id));
      const now = clock().getTime();
      if (!session || session.endsAt <= now || session.lastSeenAt + options.idleMinutes * MINUTE_MS <= now)
        return undefined;
      if (session.lastSeenAt + SEEN_EVERY_MS <= now) await repository.markSeen(session.idHash, now);
      return session;
    },

    /** Begins a session under an id that nobody knew before (no fixation), and ends the browser's former one. */
    async begin(request: FastifyRequest, reply: FastifyReply, session: NewSession): Promise<PortalSession> {
      const id = options.random.token();
      const former = cookieOf(request);
      const now = clock().getTime();
      const { tokens, ...rest } = session;
      const stored = { ...rest, idHash: hashId(id), isRegistered: false };
      await repository.begin({
        session: { ...stored, lastSeenAt: now, endsAt: now + options.absoluteMinutes * MINUTE_MS },
        tokens,
        formerHash: former === undefined ? undefined : hashId(former),
        idleSince: now - options.idleMinutes * MINUTE_MS,
      });
      reply.setCookie(cookieName, id, sessionCookieOptions(origin));
      return stored;
    },

    /** Ends this browser's session here; the provider's own is another matter. */
    async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      const id = cookieOf(request);
      if (id !== undefined) await repository.remove(hashId(id));
      reply.clearCookie(cookieName, sessionCookieOptions(origin));
    },

    /** Ends every session of this name that began until then, on every browser, and answers how many that were. */
    endNamed(name: SessionName, until: Date): Promise<number> {
      return repository.removeNamed(hashName(name), until.getTime() + options.absoluteMinutes * MINUTE_MS);
    },

    /** What the CSRF tokens of this browser are bound to: its session id, or nothing. No other form is bound so. */
    csrfBinding(request: FastifyRequest): string {
      const id = cookieOf(request) ?? '';
      return id === '' ? '' : `session:${id}`;
    },

    /** CSRF token for the forms of this request's session. */
    csrfToken(request: FastifyRequest): string {
      return csrfToken(options.secret, this.csrfBinding(request));
    },
  };
}
