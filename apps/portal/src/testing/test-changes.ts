import type { PolicyDocument } from '@surety/api-contract';
import {
  type CalendarDate,
  calendarDateOf,
  type DesignationProposal,
  parseDesignation,
  warningsAbout,
} from '@surety/insurance';
import { type BearerChallenge, formatBearerChallenge } from '@surety/oauth';
import { decodeJwt, type JWTPayload } from 'jose';
import { type ApiState, type Call, type Draft, problem, type Reply, subjectOf } from './test-state.ts';

type Held = { version: number; policy: PolicyDocument };

/** The two operations that change something: drafting and confirming. */
export function createTestChanges(parts: {
  state: ApiState;
  now: () => Date;
  policyOf: (call: Call) => Held | undefined;
  endorsementOf: (call: Call) => Draft | undefined;
}) {
  const { state, now, policyOf, endorsementOf } = parts;

  function draft(call: Call): Reply {
    const found = policyOf(call);
    if (!found) return problem(404, 'not-found');
    if (call.ifMatch !== `"${found.version}"`) return problem(412, 'stale');
    const { insured, number, designation } = found.policy;
    const parsed = parseDesignation(call.body as DesignationProposal, { today: calendarDateOf(now()), insured });
    if (!parsed.ok) return { ...problem(422, 'invalid'), body: { ...problem(422, 'invalid').body, ...parsed } };
    const { effectiveOn, alsoOn = [] } = call.body as DesignationProposal & {
      alsoOn?: { policyNumber: string; etag: string }[];
    };
    const others = alsoOn.map((each) => ({ ...each, held: state.policies.get(each.policyNumber) }));
    if (others.some(({ etag, held }) => etag !== `"${held?.version}"`)) return problem(412, 'stale');
    const id = `draft-${state.endorsements.size + 1}`;
    const endorsement: Draft = {
      id,
      policyNumber: number,
      status: 'draft',
      before: designation,
      after: [...parsed.value],
      warnings: [...warningsAbout(parsed.value)],
      draftedAt: now().toISOString(),
      expiresAt: new Date(now().getTime() + 15 * 60_000).toISOString(),
      challenge: `challenge-of-${id}`,
      ...(effectiveOn ? { askedFor: effectiveOn as CalendarDate } : {}),
      ...(others.length === 0
        ? {}
        : {
            together: others.map(({ policyNumber, held }, index) => ({
              ...{ id: `${id}-${index}`, policyNumber, status: 'draft' as const },
              before: held?.policy.designation ?? [],
            })),
          }),
      basedOn: found.version,
      subject: subjectOf(call),
    };
    state.endorsements.set(id, endorsement);
    return { status: 201, body: endorsement };
  }

  function confirm(call: Call): Reply {
    const found = endorsementOf(call);
    const held = found && state.policies.get(found.policyNumber);
    if (!found || !held) return problem(404, 'not-found');
    if (found.status !== 'draft') return problem(409, 'already-confirmed');
    if (new Date(found.expiresAt) <= now()) return problem(410, 'expired');
    if (found.basedOn !== held.version) return problem(412, 'stale');
    if (state.demandsProof && !isProven(decodeJwt(call.token ?? ''), found)) return stepUpNeeded(state);
    if (found.askedFor)
      Object.assign(found, { status: 'confirmed', effectiveOn: found.askedFor, confirmedAt: now().toISOString() });
    else effect(found, held);
    return { status: 200, body: found };
  }

  // By user flow and nonce as with B2C, by acr, or by an authentication context of External ID.
  function isProven({ tfp, acr, acrs, nonce }: JWTPayload, { challenge }: Draft): boolean {
    if (Array.isArray(acrs)) return acrs.includes(state.stepUpFlow);
    return String(tfp ?? acr).toLowerCase() === state.stepUpFlow.toLowerCase() && nonce === challenge;
  }

  function effect(found: Draft, held: { version: number; policy: PolicyDocument }): void {
    found.status = 'effective';
    found.number = `${found.policyNumber}-E${String(held.version).padStart(4, '0')}`;
    found.confirmedAt = now().toISOString();
    found.effectiveOn = calendarDateOf(now());
    delete found.challenge;
    held.version += 1;
    held.policy = { ...held.policy, designation: found.after };
  }

  return { draft, confirm };
}

/** What the api answers a token that is too weak. */
export function stepUpNeeded({ stepUpFlow, maxAgeSeconds, asksForClaims }: ApiState): Reply {
  const classes: BearerChallenge = {
    error: 'insufficient_user_authentication',
    acrValues: [stepUpFlow],
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
  };
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: stepUpFlow } } });
  const challenges: BearerChallenge[] = asksForClaims ? [{ error: 'insufficient_claims', claims }, classes] : [classes];
  const headers = { 'www-authenticate': challenges.map(formatBearerChallenge) };
  return { ...problem(401, 'second-factor-needed'), headers };
}
