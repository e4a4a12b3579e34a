import type { OperationName } from '@surety/api-contract';
import { aPolicy, day } from './builders.ts';
import { createTestChanges } from './test-changes.ts';
import { createTestContacts } from './test-contacts.ts';
import { createTestProfiles } from './test-profiles.ts';
import { createTestReviews } from './test-reviews.ts';
import { type Call, emptyState, pageOf, problem, type Reply, subjectOf } from './test-state.ts';

/** The operations of the contract over a few maps. */
export function createTestOperations(now: () => Date) {
  const state = emptyState();
  const own = (owner: string, policy = aPolicy()): void =>
    void state.policies.set(policy.number, { owner, version: 1, policy });
  const policyOf = (call: Call) => {
    const found = state.policies.get(call.parameters.number ?? '');
    return found?.owner === subjectOf(call) ? found : undefined;
  };
  const endorsementOf = (call: Call) => {
    const found = state.endorsements.get(call.parameters.id ?? '');
    return found?.subject === subjectOf(call) ? found : undefined;
  };

  const { draft, confirm } = createTestChanges({ state, now, policyOf, endorsementOf });
  const handlers: Record<OperationName, (call: Call) => Reply> = {
    ...createTestContacts(state, now),
    ...createTestProfiles(state),
    getHealth: () => ({ status: 200, body: { status: 'ok', service: 'surety-api', time: now().toISOString() } }),
    registerPolicyholder: (call) => {
      state.registered.push(subjectOf(call));
      return { status: 200, body: { policies: state.policies.size } };
    },
    listPolicies: (call) => ({
      status: 200,
      body: {
        policies: [...state.policies.values()]
          .filter(({ owner }) => owner === subjectOf(call))
          .map(({ policy: { insured, ...policy } }) => ({ ...policy, insuredName: insured?.name })),
      },
    }),
    getPolicy: (call) => {
      const found = policyOf(call);
      return found
        ? { status: 200, body: found.policy, headers: { etag: `"${found.version}"` } }
        : problem(404, 'not-found');
    },
    listPremiums: (call) => {
      const premium = policyOf(call)?.policy.premium;
      if (!premium) return problem(404, 'not-found');
      const { every: _, ...money } = premium;
      const query = new URLSearchParams(call.query);
      const dueOn = query.has('cursor') ? day('2025-12-01') : day('2026-01-01');
      const next = query.has('cursor') ? {} : { next: 'page-2' };
      return { status: 200, body: { premiums: [{ ...money, dueOn, paidOn: dueOn }], ...next } };
    },
    getPolicySchedule: (call) =>
      policyOf(call) ? { status: 200, body: Buffer.from('%PDF of a schedule') } : problem(404, 'not-found'),
    listEndorsements: (call) => {
      const effective = [...state.endorsements.values()].filter(
        ({ status, policyNumber }) => status === 'effective' && policyNumber === call.parameters.number,
      );
      const notInEffect = [...state.endorsements.values()].filter(
        ({ status, policyNumber }) =>
          ['in-review', 'confirmed', 'declined'].includes(status) && policyNumber === call.parameters.number,
      );
      const all = effective.reverse();
      const { start, size, next } = pageOf(call, all.length);
      return { status: 200, body: { endorsements: all.slice(start, start + size), notInEffect, ...next } };
    },
    draftEndorsement: draft,
    getEndorsement: (call) => {
      const found = endorsementOf(call);
      return found ? { status: 200, body: found } : problem(404, 'not-found');
    },
    confirmEndorsement: confirm,
    getConfirmation: (call) => {
      const found = endorsementOf(call);
      if (!found) return problem(404, 'not-found');
      return found.number === undefined
        ? problem(409, 'not-in-effect')
        : { status: 200, body: Buffer.from(`%PDF of ${found.number}`) };
    },
    ...createTestReviews(state),
    reverseEndorsement: ({ body, token }) => {
      const link = (body as { token: string }).token;
      const found = state.links.get(link);
      if (token !== undefined || found === undefined) return problem(404, 'link-unknown');
      if (found === 'used') return problem(409, 'link-used');
      if (found === 'expired') return problem(410, 'link-expired');
      state.links.set(link, 'used');
      return { status: 200, body: found };
    },
  };

  return { state, own, handlers };
}
