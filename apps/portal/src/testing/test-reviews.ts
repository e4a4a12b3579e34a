import type { DecisionDocument } from '@surety/api-contract';
import { formatBearerChallenge, rolesOf } from '@surety/oauth';
import { decodeJwt } from 'jose';
import { type ApiState, type Call, pageOf, problem, type Reply, subjectOf } from './test-state.ts';

/** The operations of the staff, and of those whose consent is asked for. */
export function createTestReviews(state: ApiState) {
  const forStaff = (answer: (call: Call) => Reply) => (call: Call) =>
    call.token && rolesOf(decodeJwt(call.token), 'extension_Roles').has('staff')
      ? answer(call)
      : problem(403, 'role-missing');
  return {
    listReviews: forStaff((call) => {
      const all = [...state.reviews.values()].map(({ id, holds, openedAt, changes }) => ({
        ...{ id, holds, openedAt },
        policyNumber: changes[0]?.policyNumber ?? '',
        companions: changes.length - 1,
      }));
      const { start, size, next } = pageOf(call, all.length);
      return { status: 200, body: { waiting: all.length, reviews: all.slice(start, start + size), ...next } };
    }),

    getReview: forStaff(({ parameters }) => {
      const found = state.reviews.get(parameters.id ?? '');
      return found ? { status: 200, body: found } : problem(404, 'no-such-review');
    }),

    draftDecision: forStaff((call) => {
      const reviewId = call.parameters.id ?? '';
      const { verdict, reason } = call.body as { verdict: DecisionDocument['verdict']; reason: string };
      if (!state.reviews.has(reviewId)) return problem(404, 'no-such-review');
      if (reason.length < 10) {
        const violations = [
          { field: 'reason', code: 'missing', message: 'Give the reason, in at least 10 characters.' },
        ];
        return { status: 422, body: { ...problem(422, 'rules-broken').body, violations } };
      }
      const id = `decision-${state.decisions.size + 1}`;
      const expiresAt = '2099-01-01T00:00:00.000Z';
      const decision = { id, reviewId, verdict, expiresAt, challenge: `challenge-of-${id}` };
      state.decisions.set(id, { ...decision, reason, subject: subjectOf(call) });
      return { status: 201, body: decision };
    }),

    confirmDecision: forStaff((call) => {
      const found = state.decisions.get(call.parameters.id ?? '');
      if (!found || found.subject !== subjectOf(call)) return problem(404, 'no-such-decision');
      const { tfp, nonce } = decodeJwt(call.token ?? '');
      if (String(tfp).toLowerCase() !== state.stepUpFlow.toLowerCase() || nonce !== found.challenge) {
        const error = { error: 'insufficient_user_authentication', acrValues: [state.stepUpFlow] } as const;
        return {
          ...problem(401, 'second-factor-needed'),
          headers: { 'www-authenticate': formatBearerChallenge(error) },
        };
      }
      if (!state.reviews.delete(found.reviewId)) return problem(409, 'review-closed');
      return { status: 200, body: { ...found, confirmedAt: '2026-11-23T10:00:00.000Z' } };
    }),

    readConsent: ({ body }: Call): Reply => {
      const found = state.consents.get((body as { token: string }).token);
      if (found === undefined) return problem(404, 'link-unknown');
      return typeof found === 'string' ? problem(409, 'link-used') : { status: 200, body: found };
    },

    answerConsent: ({ body }: Call): Reply => {
      const { token, answer, signature } = body as { token: string; answer: 'given' | 'refused'; signature?: string };
      const found = state.consents.get(token);
      if (found === undefined) return problem(404, 'link-unknown');
      if (typeof found === 'string') return problem(409, 'link-used');
      if (answer === 'given' && signature !== found.name) {
        const violations = [{ field: 'signature', code: 'not-your-name', message: 'Type your name.' }];
        return { status: 422, body: { ...problem(422, 'rules-broken').body, violations } };
      }
      state.consents.set(token, answer);
      return { status: 200, body: { answer, policyNumber: found.policyNumber } };
    },
  };
}
