import { Refusal } from '@surety/web';
import type { PortalServices } from '../services.ts';
import type { PortalSession } from '../session/session.ts';
import { SignInNeeded } from '../session/signed-in.ts';
import type { Arrival } from './arrival.ts';

/**
 * The session that asked, still signed in.
 * @throws SignInNeeded when it ended, or another took its place, while the person was at the provider
 */
export async function askingSession(
  services: Pick<PortalServices, 'sessions'>,
  { request, attempt }: Arrival,
): Promise<PortalSession> {
  const session = await services.sessions.read(request);
  if (!session || session.idHash !== attempt.sessionHash) throw new SignInNeeded(attempt.returnPath);
  return session;
}

/**
 * Refuses an answer that is about another person than the one who is signed in.
 * @throws Refusal `other-person` (403)
 */
export function assertSamePerson(session: PortalSession, answer: { subject: string; issuer: string }): void {
  if (session.subject === answer.subject && session.issuer === answer.issuer) return;
  throw new Refusal({
    code: 'other-person',
    status: 403,
    message:
      'Another person signed in at the sign-in service than the one who is signed in here. Nothing was changed. Sign out here and at the sign-in service, and start again.',
  });
}
