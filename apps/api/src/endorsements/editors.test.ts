import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { EndorsementDocument } from '@surety/api-contract';
import { WHOLE } from '@surety/insurance';
import fc from 'fast-check';
import { verifyAudit } from '../audit/verify-audit.ts';
import { SAM } from '../testing/people.ts';
import { ADA, aProposal, CALM, type Stage, setStage } from '../testing/stage.ts';
import { databaseKinds } from '../testing/test-databases.ts';
import { takeDueEffect } from './take-effect.ts';

const POLICIES = ['SUR-100001', 'SUR-100002'];
const DAY_MS = 24 * 60 * 60 * 1000;
const RUNS = 12;

/** What must be so, in the words of a person: who stands on each policy, and what became of each change. */
type Model = {
  /** Name of the one beneficiary by policy; absent until the first change. */
  named: Map<string, string>;
  version: Map<string, number>;
  changes: Map<number, Change>;
};
type Change = {
  name: string;
  policies: readonly string[];
  basedOn: readonly number[];
  status: string;
  needsReview: boolean;
  /** Days of the test's clock. */
  day: number;
  draft: EndorsementDocument;
};
type Real = { stage: Stage; today: () => number; person: number };

/** The model's own rule of what replaces what, written apart from the code. */
function settle(model: Model, key: number, status: 'effective' | 'confirmed' | 'in-review'): void {
  const change = model.changes.get(key);
  assert.ok(change);
  change.status = status;
  for (const [other, each] of model.changes) {
    if (other === key || !each.policies.some((policy) => change.policies.includes(policy))) continue;
    const isReplaced = status === 'in-review' ? ['draft', 'in-review'] : ['draft', 'in-review', 'confirmed'];
    if (isReplaced.includes(each.status)) each.status = 'superseded';
  }
  if (status !== 'effective') return;
  for (const policy of change.policies) {
    model.named.set(policy, change.name);
    model.version.set(policy, (model.version.get(policy) ?? 1) + 1);
  }
}

type Command = fc.AsyncCommand<Model, Real>;
type Drafted = [number, readonly string[], boolean, number];

class Draft implements Command {
  readonly key: number;
  readonly policies: readonly string[];
  readonly isStranger: boolean;
  readonly wait: number;
  constructor(...[key, policies, isStranger, wait]: Drafted) {
    this.key = key;
    this.policies = policies;
    this.isStranger = isStranger;
    this.wait = wait;
  }
  check(model: Readonly<Model>): boolean {
    return !model.changes.has(this.key);
  }
  async run(model: Model, { stage, today, person }: Real): Promise<void> {
    const [lead = '', ...others] = this.policies;
    const alsoOn = await Promise.all(
      others.map(async (policyNumber) => ({ policyNumber, etag: (await stage.policy(ADA, policyNumber)).etag })),
    );
    const name = `Heir ${person} ${this.key}`;
    const day = today() + this.wait;
    const effectiveOn = new Date(day * DAY_MS).toISOString().slice(0, 10);
    const relationship = this.isStranger ? 'other' : 'friend';
    const draft = await stage.draft(ADA, lead, { ...aProposal({ name, relationship }), effectiveOn, alsoOn });
    const basedOn = this.policies.map((policy) => model.version.get(policy) ?? 1);
    const change = {
      name,
      policies: this.policies,
      basedOn,
      status: 'draft',
      needsReview: this.isStranger,
      day,
      draft,
    };
    model.changes.set(this.key, change);
  }
  toString = () => `draft ${this.key} on ${this.policies}${this.isStranger ? ' stranger' : ''} in ${this.wait} days`;
}

class Confirm implements Command {
  readonly key: number;
  constructor(key: number) {
    this.key = key;
  }
  check(model: Readonly<Model>): boolean {
    return model.changes.has(this.key);
  }
  async run(model: Model, { stage, today }: Real): Promise<void> {
    const change = model.changes.get(this.key);
    assert.ok(change);
    const { draft } = change;
    const { status, body } = await stage.confirm(draft.id, await stage.stepUp(ADA, draft));
    if (change.status !== 'draft')
      return assert.ok([404, 409, 410, 412].includes(status), `${status} for ${change.status}`);
    if (new Date(draft.expiresAt) <= stage.clock.now) {
      change.status = 'expired';
      return assert.ok(status === 410 || status === 404);
    }
    assert.equal(status, 200, JSON.stringify(body));
    settle(model, this.key, change.needsReview ? 'in-review' : change.day > today() ? 'confirmed' : 'effective');
    assert.equal((body as EndorsementDocument).status, change.status);
  }
  toString = () => `confirm ${this.key}`;
}

class Decide implements Command {
  readonly key: number;
  readonly verdict: 'approve' | 'decline';
  constructor(key: number, verdict: 'approve' | 'decline') {
    [this.key, this.verdict] = [key, verdict];
  }
  check(model: Readonly<Model>): boolean {
    return model.changes.get(this.key)?.status === 'in-review';
  }
  async run(model: Model, { stage, today }: Real): Promise<void> {
    const change = model.changes.get(this.key);
    assert.ok(change);
    const token = await stage.tokenOf(SAM);
    const { body: queue } = await stage.call('GET', '/reviews', { token });
    const { body: reviews } = { body: queue as { reviews: { id: string; policyNumber: string }[] } };
    const review = reviews.reviews.find(({ policyNumber }) => policyNumber === change.policies[0]);
    assert.ok(review, 'what is under review stands in the queue');
    const reason = 'asked, and everything agrees';
    const drafted = await stage.call('POST', `/reviews/${review.id}/decisions`, {
      token,
      body: { verdict: this.verdict, reason },
    });
    const path = `/decisions/${drafted.body.id}/confirmation`;
    const { status, body } = await stage.call('POST', path, { token: await stage.stepUp(SAM, drafted.body) });
    assert.equal(status, 200, JSON.stringify(body));
    if (this.verdict === 'decline') change.status = 'declined';
    else settle(model, this.key, change.day > today() ? 'confirmed' : 'effective');
  }
  toString = () => `${this.verdict} ${this.key}`;
}

class NextDay implements Command {
  check = () => true;
  async run(model: Model, { stage, today }: Real): Promise<void> {
    stage.clock.now = new Date(stage.clock.now.getTime() + DAY_MS);
    await Promise.all([takeDueEffect(stage.services), takeDueEffect(stage.services)]);
    const isHeld = ({ policies }: Change) =>
      [...model.changes.values()].some(
        (each) => each.status === 'in-review' && each.policies.some((policy) => policies.includes(policy)),
      );
    for (const [key, change] of model.changes)
      if (change.status === 'confirmed' && change.day <= today() && !isHeld(change)) settle(model, key, 'effective');
  }
  toString = () => 'next day';
}

async function assertAgrees(model: Model, { stage }: Real): Promise<void> {
  const token = await stage.tokenOf(ADA);
  for (const policy of POLICIES) {
    const { designation } = await stage.policy(ADA, policy);
    const primary = designation.filter((each) => each.class === 'primary');
    assert.equal(
      primary.reduce((sum, { allocation }) => sum + allocation, 0),
      WHOLE,
    );
    const expected = model.named.get(policy);
    if (expected)
      assert.deepEqual(
        designation.map(({ party }) => ('name' in party ? party.name : '')),
        [expected],
      );
    const { body } = await stage.call('GET', `/policies/${policy}/endorsements`, { token });
    const { endorsements } = body as { endorsements: EndorsementDocument[] };
    endorsements.forEach((each, index) => {
      if (endorsements[index + 1])
        assert.deepEqual(each.before, endorsements[index + 1]?.after, 'no change is lost between two');
    });
  }
  for (const { draft, status } of model.changes.values()) {
    const read = await stage.call('GET', `/endorsements/${draft.id}`, { token });
    const now = (read.body as EndorsementDocument).status;
    // Drafts are forgotten after a day; one that expired was a draft.
    if (read.status === 404 || now === 'expired') assert.ok(['draft', 'expired', 'superseded'].includes(status));
    else assert.equal(now, status);
  }
}

for (const { name, make } of databaseKinds) {
  describe(`editors on ${name}`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage({ database: await make(), market: CALM });
      await stage.register(ADA);
    });
    after(() => stage.strike());

    test('whatever they do in whatever order, every policy shows the newest word in good order and no change is lost', async () => {
      const key = fc.integer({ min: 0, max: 5 });
      const policies = fc.constantFrom([POLICIES[0] ?? ''], [POLICIES[1] ?? ''], POLICIES);
      const commands = fc.commands(
        [
          fc.tuple(key, policies, fc.boolean(), fc.integer({ min: 0, max: 2 })).map((all) => new Draft(...all)),
          key.map((each) => new Confirm(each)),
          key.map((each) => new Confirm(each)),
          fc.tuple(key, fc.constantFrom('approve' as const, 'decline' as const)).map((all) => new Decide(...all)),
          fc.constant(new NextDay()),
        ],
        { maxCommands: 25 },
      );
      let person = 0;
      const model: Model = { named: new Map(), version: new Map(), changes: new Map() };
      await fc.assert(
        fc.asyncProperty(commands, async (each) => {
          person += 1;
          // The policies go on from one run to the next; what is under review or waiting is cleared first.
          for (const number of POLICIES) {
            const draft = await stage.draft(ADA, number, aProposal({ name: `Start ${person}` }));
            assert.equal((await stage.confirm(draft.id, await stage.stepUp(ADA, draft))).status, 200);
            model.named.set(number, `Start ${person}`);
          }
          model.changes = new Map();
          const real = { stage, person, today: () => Math.floor(stage.clock.now.getTime() / DAY_MS) };
          await fc.asyncModelRun(() => ({ model, real }), each);
          await assertAgrees(model, real);
        }),
        { numRuns: RUNS },
      );
      assert.equal((await verifyAudit(stage.db)).intact, true);
    });
  });
}
