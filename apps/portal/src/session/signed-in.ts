import type { FastifyRequest } from 'fastify';
import { SignInAgain } from '../relying-party/relying-party.ts';
import { parseReturnPath, type ReturnPath } from '../return-path.ts';
import type { PortalServices } from '../services.ts';
import { bodyOf } from './api-refusal.ts';
import type { PortalSession } from './session.ts';

/** This page is for people who are signed in; afterwards they are back at `returnPath`. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';
  readonly returnPath: ReturnPath;

  constructor(returnPath: ReturnPath) {
    super('sign-in needed');
    this.returnPath = returnPath;
  }
}

/** Somebody signed in, with a token for the api. */
export type SignedIn = { session: PortalSession; token: string };

type Needs = Pick<PortalServices, 'sessions' | 'sessionRepository' | 'accessTokens' | 'api'>;

/**
 * The person of this request, known to the api.
 * @param returnPath where to continue after a sign-in; the page itself unless said.
 * @throws SignInNeeded, Refusal, ApiUnavailable, ProviderUnavailable
 */
export async function signedIn(
  services: Needs,
  request: FastifyRequest,
  returnPath = parseReturnPath(request.url),
): Promise<SignedIn> {
  const session = await services.sessions.read(request);
  if (!session) throw new SignInNeeded(returnPath);
  const token = await tokenFor(services, session, returnPath);
  if (!session.isRegistered) await register(services, session, token);
  return { session, token };
}

async function tokenFor(services: Needs, { idHash }: PortalSession, returnPath: ReturnPath): Promise<string> {
  try {
    return await services.accessTokens.forSession(idHash);
  } catch (error) {
    if (error instanceof SignInAgain) throw new SignInNeeded(returnPath);
    throw error;
  }
}

/**
 * Tells the api who this is, once for each session, so that policies kept under the person's verified address become theirs.
 * @throws Refusal, ApiUnavailable
 */
export async function register(
  services: Pick<PortalServices, 'sessionRepository' | 'api'>,
  { idHash }: PortalSession,
  token: string,
): Promise<void> {
  bodyOf(await services.api.registerPolicyholder({ token }));
  await services.sessionRepository.markRegistered(idHash);
}
