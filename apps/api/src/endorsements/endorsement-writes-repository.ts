import type { CalendarDate, EndorsementStatus, HoldCode } from '@surety/insurance';
import { sql } from 'kysely';
import type { RecordedEvidence } from '../audit/audit-event.ts';
import type { ApiTransaction } from '../database.ts';
import type { EndorsementRecord } from './endorsement-record.ts';

/** What a step of its life writes down about an endorsement; what is absent stays. */
export type Step = {
  policyholderId: string;
  id: string;
  from: EndorsementStatus;
  to: EndorsementStatus;
  at: Date;
  sequence?: number | undefined;
  effectiveOn?: CalendarDate | undefined;
  confirmation?: { by: string; holds: readonly HoldCode[]; evidence: RecordedEvidence } | undefined;
};

/** What undoing an endorsement writes down. */
export type Reversal = {
  policyholderId: string;
  id: string;
  sequence: number;
  undone: EndorsementRecord;
  at: Date;
  effectiveOn: CalendarDate;
};

/** Which endorsements another one replaces, and which group it is itself part of. */
export type Superseded = {
  policyholderId: string;
  policyNumbers: readonly string[];
  statuses: readonly EndorsementStatus[];
  except?: string | undefined;
};

const EFFECTIVE: EndorsementStatus = 'effective';

/** What the steps of a change's life write, each in the transaction it is given. */
export const endorsementWrites = {
  async addDraft(transaction: ApiTransaction, policyholderId: string, draft: EndorsementRecord): Promise<void> {
    await transaction
      .insertInto('api_endorsement')
      .values({
        policyholder_id: policyholderId,
        id: draft.id,
        policy_number: draft.policyNumber,
        status: 'draft' satisfies EndorsementStatus,
        sequence: null,
        before_designation: JSON.stringify(draft.before),
        after_designation: JSON.stringify(draft.after),
        based_on: draft.basedOn,
        challenge: draft.challenge === '' ? null : draft.challenge,
        drafted_at: draft.draftedAt.getTime(),
        expires_at: draft.expiresAt.getTime(),
        confirmed_at: null,
        effective_on: null,
        reverses: null,
        lead: draft.lead ?? null,
        companions: draft.companions,
        asked_for: draft.askedFor ?? null,
        asked_by: null,
        holds: null,
        evidence: null,
      })
      .execute();
  },

  /** Takes an endorsement one step on and spends its challenge; false when it is not where it was, or was a draft and expired. */
  async advance(transaction: ApiTransaction, step: Step): Promise<boolean> {
    const { confirmation, at } = step;
    const { numUpdatedRows } = await transaction
      .updateTable('api_endorsement')
      .set({
        status: step.to,
        challenge: null,
        ...(step.sequence === undefined ? {} : { sequence: step.sequence }),
        ...(step.effectiveOn === undefined ? {} : { effective_on: step.effectiveOn }),
        ...(confirmation === undefined
          ? {}
          : {
              confirmed_at: at.getTime(),
              asked_by: confirmation.by,
              holds: JSON.stringify(confirmation.holds),
              evidence: JSON.stringify(confirmation.evidence),
            }),
      })
      .where('policyholder_id', '=', step.policyholderId)
      .where('id', '=', step.id)
      .where('status', '=', step.from)
      .$if(step.from === 'draft', (query) => query.where('expires_at', '>', at.getTime()))
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },

  /** Adds the endorsement that undoes `undone`, in effect at once, and marks the undone one. */
  async addReversal(transaction: ApiTransaction, reversal: Reversal): Promise<void> {
    const { policyholderId, id, sequence, undone, at } = reversal;
    await transaction
      .updateTable('api_endorsement')
      .set({ status: 'reversed' satisfies EndorsementStatus })
      .where('policyholder_id', '=', policyholderId)
      .where('id', '=', undone.id)
      .execute();
    await transaction
      .insertInto('api_endorsement')
      .values({
        policyholder_id: policyholderId,
        id,
        policy_number: undone.policyNumber,
        status: EFFECTIVE,
        sequence,
        before_designation: JSON.stringify(undone.after),
        after_designation: JSON.stringify(undone.before),
        based_on: undone.policy.version,
        challenge: null,
        drafted_at: at.getTime(),
        expires_at: at.getTime(),
        confirmed_at: at.getTime(),
        effective_on: reversal.effectiveOn,
        reverses: undone.sequence ?? null,
        lead: null,
        companions: 0,
        asked_for: null,
        asked_by: null,
        holds: null,
        evidence: null,
      })
      .execute();
  },

  /**
   * Whatever of these policies has one of these statuses can never take effect any more, nor what is made together with
   * it; drafts and changes that were confirmed. Answers the leading ones of those that were confirmed.
   */
  async supersede(transaction: ApiTransaction, which: Superseded): Promise<readonly string[]> {
    const affected = transaction
      .selectFrom('api_endorsement')
      .select(sql<string>`coalesce(lead, id)`.as('lead'))
      .where('policyholder_id', '=', which.policyholderId)
      .where('policy_number', 'in', which.policyNumbers)
      .where('status', 'in', which.statuses)
      .$if(which.except !== undefined, (query) => query.where(sql`coalesce(lead, id)`, '<>', which.except));
    const rows = await transaction
      .updateTable('api_endorsement')
      .set({ status: 'superseded' satisfies EndorsementStatus, challenge: null })
      .where('policyholder_id', '=', which.policyholderId)
      .where('status', 'in', which.statuses)
      .where(sql<string>`coalesce(lead, id)`, 'in', affected)
      .returning(['id', 'lead', 'confirmed_at'])
      .execute();
    return rows.filter(({ lead, confirmed_at }) => lead === null && confirmed_at !== null).map(({ id }) => id);
  },

  /** Forgets what was never confirmed and expired before `before`: it is worth nothing and holds personal data. */
  async forgetUnconfirmed(
    transaction: ApiTransaction,
    { policyholderId, before }: { policyholderId: string; before: Date },
  ): Promise<void> {
    await transaction
      .deleteFrom('api_endorsement')
      .where('policyholder_id', '=', policyholderId)
      .where('status', 'in', ['draft', 'superseded'] satisfies EndorsementStatus[])
      .where('confirmed_at', 'is', null)
      .where('expires_at', '<', before.getTime())
      .execute();
  },
};
