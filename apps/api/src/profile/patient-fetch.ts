import type { Clock } from '@surety/web';
import { limitedAnswer } from './limited-answer.ts';
import { profileServiceAway, profileServiceBusy } from './refusals.ts';

const PATIENCE_MS = 8_000;
const UNSAID_SECONDS = 10;
/** What a server may make us wait at most: an absurd value must not end the service for a day. */
const MOST_SECONDS = 600;
const TOO_MANY_REQUESTS = 429;

/**
 * A `fetch` that gives up a silent server, and does as `Retry-After` says (RFC 9110 section 10.2.3): who asked for patience is
 * not asked again before that, by nobody. What passes is an answer below 500, of a size that can be.
 * It throws RefusedForNow `profile-service-busy` or `profile-service-away`.
 */
export function createPatientFetch(fetch: typeof globalThis.fetch, clock: Clock): typeof globalThis.fetch {
  const quietUntil = new Map<string, number>();
  return async (input, init) => {
    const { origin, host } = new URL(input instanceof Request ? input.url : input);
    const now = clock().getTime();
    const wait = Math.ceil(((quietUntil.get(origin) ?? 0) - now) / 1_000);
    if (wait > 0) throw profileServiceBusy(`${host} asked for patience before`, wait);
    const response = await answerOf(fetch, input, init);
    const { status } = response;
    if (status !== TOO_MANY_REQUESTS && status < 500) return limitedAnswer(response, host);
    await response.body?.cancel();
    const seconds = secondsOf(response.headers.get('retry-after'), now) ?? UNSAID_SECONDS;
    const isAsked = status === TOO_MANY_REQUESTS || response.headers.has('retry-after');
    if (!isAsked) throw profileServiceAway(`${host} answered ${status}`);
    quietUntil.set(origin, now + seconds * 1_000);
    throw profileServiceBusy(`${host} answered ${status}`, seconds);
  };
}

async function answerOf(
  fetch: typeof globalThis.fetch,
  input: Parameters<typeof globalThis.fetch>[0],
  init: RequestInit | undefined,
): Promise<Response> {
  try {
    return await fetch(input, { ...init, signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' });
  } catch (error) {
    const { host } = new URL(input instanceof Request ? input.url : input);
    throw profileServiceAway(`${host} did not answer`, error);
  }
}

// Seconds, or a date.
function secondsOf(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - now) / 1_000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 1), MOST_SECONDS);
}
