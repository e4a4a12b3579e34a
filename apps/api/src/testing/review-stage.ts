import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { DecisionDocument, EndorsementDocument, ReviewDocument, ReviewQueueDocument } from '@surety/api-contract';
import type { JWTPayload } from 'jose';
import { auditReads } from '../audit/audit-reads-repository.ts';
import { PORTAL, STELLA } from './people.ts';
import { ADA, BEN, type Stage, setStage } from './stage.ts';
import type { TestDatabase } from './test-databases.ts';

/** The policy of Ben's for whose changes others are asked for their consent. */
export const BENS_POLICY = 'SUR-200001';

/** Why somebody of the staff decides as they do, unless said otherwise. */
export const REASON = 'called back, everything agrees';

export type ReviewStage = Awaited<ReturnType<typeof setReviewStage>>;

/** A stage with Ada and Ben registered, and with what policyholders, staff and those who are asked do about a review. */
export async function setReviewStage(database: TestDatabase) {
  const stage = await setStage({ database });
  await stage.register(ADA);
  await stage.register(BEN);
  return { ...stage, ...readingOn(stage), ...decisionsOn(stage), ...lettersOn(stage) };
}

/** The same for one test, after which it is struck. */
export async function stageOfTest(test: TestContext, database: TestDatabase): Promise<ReviewStage> {
  const stage = await setReviewStage(database);
  test.after(() => stage.strike());
  return stage;
}

/** What can be read of changes and of their reviews. */
function readingOn(stage: Stage) {
  const get = async (person: JWTPayload, url: string) => stage.call('GET', url, { token: await stage.tokenOf(person) });
  return {
    get,
    queue: async () => (await get(STELLA, '/reviews')).body as ReviewQueueDocument,
    file: async (id: string, person: JWTPayload = STELLA) =>
      (await get(person, `/reviews/${id}`)).body as ReviewDocument,
    events: async () =>
      (await auditReads.allEventsAfter(stage.db, { policyholderId: '', position: 0 }, { limit: 200 })).map(
        ({ event }) => event,
      ),
  };
}

/** What policyholders confirm, and what the staff decide. */
function decisionsOn(stage: Stage) {
  const draftDecision = async (person: JWTPayload, id: string, body: object) =>
    stage.call('POST', `/reviews/${id}/decisions`, { token: await stage.tokenOf(person), body });
  const carryOut = async (person: JWTPayload, { id, challenge }: DecisionDocument) =>
    stage.call('POST', `/decisions/${id}/confirmation`, { token: await stage.stepUp(person, { challenge }) });
  return {
    /** Confirms a change with a second factor. */
    async confirmAs(person: typeof ADA, draft: EndorsementDocument) {
      const { status, body } = await stage.confirm(draft.id, await stage.stepUp(person, draft));
      assert.equal(status, 200, JSON.stringify(body));
      return body as EndorsementDocument;
    },
    draftDecision,
    carryOut,
    /** Drafts a decision and carries it out; answers the refusal of whichever is refused. */
    async decide(person: JWTPayload, id: string, body: object) {
      const drafted = await draftDecision(person, id, { reason: REASON, ...body });
      return drafted.status === 201 ? carryOut(person, drafted.body as DecisionDocument) : drafted;
    },
  };
}

/** What people are sent, and what those who are asked for their consent answer. */
function lettersOn(stage: Stage) {
  const letters = async (recipient: string) =>
    (await stage.services.notices.due(stage.clock.now, 99)).filter((each) => each.recipient === recipient);
  return {
    letters,
    /** The tokens of the links that ask somebody for their consent. */
    consentTokens: async (recipient: string) =>
      (await letters(recipient)).flatMap(
        ({ body }) => new RegExp(`${PORTAL}/consents/([\\w-]{43})`).exec(body)?.[1] ?? [],
      ),
    answer: (token: string, said: 'given' | 'refused', signature?: string) =>
      stage.call('POST', '/consents', { body: { token, answer: said, ...(signature ? { signature } : {}) } }),
  };
}
