import { hash } from 'node:crypto';
import type { Transaction } from '@surety/oauth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PortalServices } from '../services.ts';
import { hashId } from '../session/hash-id.ts';
import type { SignInAttempt } from './attempt.ts';

/** Long enough to create an account and fetch a code from one's mail. */
const ATTEMPT_LIFETIME_MS = 60 * 60 * 1000;

export type AuthorizationStart = Omit<SignInAttempt, 'nonce' | 'codeVerifier'> & {
  /** Given for a step-up: the draft's challenge. */
  nonce?: string;
  loginHint?: string | undefined;
  /** What a step-up confirms. */
  transaction?: Transaction;
};

type Needs = Pick<PortalServices, 'clock' | 'random' | 'attempts' | 'browserMark' | 'relyingParty'>;

/**
 * Sends the person to the provider, with a state, a nonce and a PKCE verifier of this attempt alone.
 * @throws ProviderUnavailable
 */
export async function authorize(
  services: Needs,
  browser: { request: FastifyRequest; reply: FastifyReply },
  start: AuthorizationStart,
): Promise<FastifyReply> {
  const { clock, random, attempts } = services;
  const { loginHint, transaction, nonce = random.token(), ...rest } = start;
  const state = random.token();
  browser.request.joinTrace(state);
  const attempt: SignInAttempt = { ...rest, nonce, codeVerifier: random.token() };
  const codeChallenge = hash('sha256', attempt.codeVerifier, 'base64url');
  const { target } = attempt;
  const question = { target, state, nonce, codeChallenge, loginHint, transaction };
  const url = await services.relyingParty.authorizationUrl(question);
  const browserHash = services.browserMark.readOrSet(browser.request, browser.reply);
  const now = clock().getTime();
  await attempts.insert({ stateHash: hashId(state), browserHash, now, endsAt: now + ATTEMPT_LIFETIME_MS, attempt });
  return browser.reply.header('cache-control', 'no-store').redirect(url, 303);
}
