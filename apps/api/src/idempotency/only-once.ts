import { hash } from 'node:crypto';
import { inTransaction, isUniqueViolation } from '@surety/database';
import { createSealedBox, Refusal } from '@surety/web';
import { createRepositories } from '../repositories.ts';
import type { Services } from '../services.ts';
import { idempotentAnswers, type RepeatableRequest } from './idempotent-answer-repository.ts';

/** What tells a repeated request from another: the key that its caller chose, who they are, and what they ask. */
export type RequestIdentity = { key: string; who: readonly unknown[]; asks: readonly unknown[] };

export type Once<Answer> = { answer: Answer; isRepeated: boolean };

const DAY_MS = 24 * 60 * 60 * 1000;
const KEY = /^"?([\x21\x23-\x5b\x5d-\x7e]{1,200})"?$/;

/**
 * Does what a request asks once, however often it is sent with the same `Idempotency-Key`: the first good answer is kept,
 * for a day, in the very transaction of what it tells of, so that a crash loses both or neither. Refusals are not kept:
 * nothing was done, and repeating asks anew. Without a key every request is a request of its own.
 * @throws Refusal `idempotency-key-malformed` (400), `idempotency-key-reused` (422), and what `work` throws
 */
export async function onlyOnce<Answer>(
  services: Services,
  identity: RequestIdentity | undefined,
  work: (bound: Services) => Promise<Answer>,
): Promise<Once<Answer>> {
  if (identity === undefined) return { answer: await work(services), isRepeated: false };
  const request = repeatable(identity);
  const first = await firstAnswer<Answer>(services, request);
  if (first) return first;
  try {
    return { answer: await doAndKeep(services, request, work), isRepeated: false };
  } catch (error) {
    // The same request was under way: it has ended by now, and if it was good, its answer is this one's too.
    const meanwhile = isUniqueViolation(error) ? await firstAnswer<Answer>(services, request) : undefined;
    if (!meanwhile) throw error;
    return meanwhile;
  }
}

async function firstAnswer<Answer>(
  { db, clock }: Services,
  request: RepeatableRequest,
): Promise<Once<Answer> | undefined> {
  const kept = await idempotentAnswers.find(db, request, clock());
  if (!kept) return undefined;
  if (kept.fingerprint !== request.fingerprint) throw keyReused();
  return { answer: JSON.parse(kept.answer) as Answer, isRepeated: true };
}

async function doAndKeep<Answer>(
  services: Services,
  request: RepeatableRequest,
  work: (bound: Services) => Promise<Answer>,
): Promise<Answer> {
  let isWoken = false;
  const answer = await inTransaction(services.db, async (transaction) => {
    const now = services.clock();
    await idempotentAnswers.claim(transaction, request, { now, expiresAt: new Date(now.getTime() + DAY_MS) });
    const wakeNotices = (): void => {
      isWoken = true;
    };
    const result = await work({ ...services, ...createRepositories(transaction), db: transaction, wakeNotices });
    await idempotentAnswers.keep(transaction, request, JSON.stringify(result));
    return result;
  });
  // Before the commit there was nothing that the queue could have seen.
  if (isWoken) services.wakeNotices();
  return answer;
}

function repeatable({ key, who, asks }: RequestIdentity): RepeatableRequest {
  const chosen = KEY.exec(key)?.[1];
  if (chosen === undefined) throw keyMalformed();
  // Everything is bound to the key, which is the client's alone: without it the table tells nothing.
  const box = createSealedBox(chosen, 'api idempotent answers');
  return { key: digest([chosen]), caller: digest(who), fingerprint: digest([chosen, ...asks]), box };
}

function digest(value: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(value), 'base64url');
}

function keyMalformed(): Refusal {
  const message = 'An Idempotency-Key is 1 to 200 printable ASCII characters without spaces, such as a random UUID.';
  return new Refusal({ code: 'idempotency-key-malformed', status: 400, message });
}

function keyReused(): Refusal {
  return new Refusal({
    code: 'idempotency-key-reused',
    status: 422,
    message: 'This Idempotency-Key was used for another request. Nothing was done; choose a new key for a new request.',
  });
}
