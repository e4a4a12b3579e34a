import {
  type ChangeState,
  type ConsentNeed,
  consentsLacking,
  consentsNeeded,
  daysAfter,
  type HoldCode,
  holdsOn,
  type MarketRules,
} from '@surety/insurance';
import type { ApiDatabase } from '../database.ts';
import type { PolicyholderCircumstances } from '../policyholders/policyholder-repository.ts';
import type { Services } from '../services.ts';
import type { EndorsementRecord } from './endorsement-record.ts';
import type { EndorsementGroup } from './endorsement-repository.ts';

type JudgeServices = Pick<Services, 'endorsements' | 'policyholders' | 'market'>;

/** Whose consent is needed for the change of which policy. */
export type PolicyConsent = { policyNumber: string; need: ConsentNeed };

/** Why a change must be looked at before it takes effect; nothing of both, and it need not. */
export type Judgement = { holds: readonly HoldCode[]; needs: readonly PolicyConsent[] };

export type ToJudge = {
  policyholderId: string;
  group: EndorsementGroup;
  now: Date;
  /** From the token of who confirms. */
  factorChangedAt?: Date | undefined;
};

/** Judges a change by the rules of the market, with what is known at this moment. */
export async function judgeChange(
  services: JudgeServices,
  reader: ApiDatabase,
  { policyholderId, group, now, factorChangedAt }: ToJudge,
): Promise<Judgement> {
  const { market } = services;
  const known = await services.policyholders.circumstancesOf(reader, policyholderId);
  const needs = group.flatMap((each) => needsOf(each, known, market));
  const holds = new Set<HoldCode>();
  for (const { policyNumber, after } of group) {
    const since = daysAfter(now, -market.manyChanges.withinDays);
    const earlierChanges = await services.endorsements.confirmedSince(reader, { policyholderId, policyNumber, since });
    const { contactChangedAt } = known;
    const isConsentMissing = needs.length > 0;
    const circumstances = { now, after, market, isConsentMissing, contactChangedAt, factorChangedAt, earlierChanges };
    for (const hold of holdsOn(circumstances)) holds.add(hold);
  }
  return { holds: [...holds], needs };
}

/** Consents that a confirmed change lacks by now: circumstances may have changed while it waited for its day. */
export async function consentsLackingNow(
  { policyholders, consents, market }: Pick<Services, 'policyholders' | 'consents' | 'market'>,
  reader: ApiDatabase,
  { policyholderId, group }: Pick<ToJudge, 'policyholderId' | 'group'>,
): Promise<readonly PolicyConsent[]> {
  const known = await policyholders.circumstancesOf(reader, policyholderId);
  const needs = group.flatMap((each) => needsOf(each, known, market));
  return consentsLacking(needs, await consents.of(reader, policyholderId, group[0].id));
}

function needsOf(
  { policyNumber, before, after }: EndorsementRecord,
  { residenceState }: PolicyholderCircumstances,
  market: MarketRules,
): readonly PolicyConsent[] {
  return consentsNeeded(before, after, { market, residenceState }).map((need) => ({ policyNumber, need }));
}

/** A change as its life cycle sees it. */
export function changeStateOf(
  group: EndorsementGroup,
  { holds, consents }: Pick<ChangeState, 'holds' | 'consents'>,
): ChangeState {
  const [{ status, expiresAt, askedFor, askedBy, confirmedAt, effectiveOn }] = group;
  const addresses = group.flatMap(({ before, after }) =>
    [...before, ...after].map(({ party }) => (party.kind === 'person' ? party.email?.toLowerCase() : undefined)),
  );
  const concerned = addresses.filter((address) => address !== undefined);
  return { status, expiresAt, askedFor, askedBy, confirmedAt, effectiveOn, holds, consents, concerned };
}
