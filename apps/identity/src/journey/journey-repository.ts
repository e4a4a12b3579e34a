import type { Database, Transaction } from '@surety/database';
import { asAsked } from '../authorize/authentication-class.ts';
import type { AuthorizationRequest } from '../authorize/authorization-request.ts';
import type { IdentityTables } from '../database.ts';
import type { Progress } from '../steps/progress.ts';
import { findApplication, findUserFlow, languagesOf } from '../tenant/find.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { chooseLanguage } from '../words/choose-language.ts';
import { asLanguage, type Language } from '../words/language.ts';
import type { Journey } from './journey.ts';

/** Journeys under way. */
export type JourneyRepository = {
  insert(transaction: Transaction<IdentityTables>, journey: Journey): Promise<void>;
  /** The journey with this id, when this browser began it and it has not expired. */
  find(id: string, browserHash: string, now: Date): Promise<Journey | undefined>;
  /** Moves a journey on. Answers false when it meanwhile moved by another request, or ended: nothing is changed then. */
  saveProgress(transaction: Transaction<IdentityTables>, journey: Journey, progress: Progress): Promise<boolean>;
  /** Shows the pages of a journey in another language from now on. */
  changeLanguage(transaction: Transaction<IdentityTables>, id: string, language: Language): Promise<void>;
  /** Ends a journey. Answers false when it had ended before: whoever gets true answers the application. */
  remove(transaction: Transaction<IdentityTables>, id: string): Promise<boolean>;
  /** Ends every journey but one in which this account proved itself. */
  removeOthers(
    transaction: Transaction<IdentityTables>,
    journeys: { accountId: string; except: string },
  ): Promise<void>;
  /** Ends every journey of a browser in which somebody proved themselves. */
  removeProvenOf(transaction: Transaction<IdentityTables>, browserHash: string): Promise<void>;
};

export function createJourneyRepository(db: Database<IdentityTables>, tenant: Tenant): JourneyRepository {
  return {
    async insert(transaction, journey) {
      await transaction.insertInto('identity_journey').values(toRow(journey)).execute();
    },
    async find(id, browserHash, now) {
      const row = await db
        .selectFrom('identity_journey')
        .selectAll()
        .where('id', '=', id)
        .where('browser_hash', '=', browserHash)
        .where('expires_at', '>', now.getTime())
        .executeTakeFirst();
      return row && toJourney(row, tenant);
    },
    async saveProgress(transaction, journey, progress) {
      const { numUpdatedRows } = await transaction
        .updateTable('identity_journey')
        .set({ progress: JSON.stringify(progress) })
        .where('id', '=', journey.id)
        .where('progress', '=', JSON.stringify(journey.progress))
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async changeLanguage(transaction, id, language) {
      await transaction.updateTable('identity_journey').set({ language }).where('id', '=', id).execute();
    },
    async remove(transaction, id) {
      const { numDeletedRows } = await transaction
        .deleteFrom('identity_journey')
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
    async removeOthers(transaction, { accountId, except }) {
      await transaction
        .deleteFrom('identity_journey')
        .where('progress', 'like', `%${JSON.stringify({ accountId }).slice(1, -1)}%`)
        .where('id', '<>', except)
        .execute();
    },
    async removeProvenOf(transaction, browserHash) {
      await transaction
        .deleteFrom('identity_journey')
        .where('browser_hash', '=', browserHash)
        .where('progress', 'like', '%"accountId":"%')
        .execute();
    },
  };
}

type Row = IdentityTables['identity_journey'];

function toRow(journey: Journey): Row {
  return {
    id: journey.id,
    browser_hash: journey.browserHash,
    user_flow: journey.userFlow.name,
    client_id: journey.application.id,
    request: JSON.stringify(journey.request),
    progress: JSON.stringify(journey.progress),
    language: journey.language,
    expires_at: journey.expiresAt.getTime(),
  };
}

/** A journey whose user flow or application was taken away or disabled meanwhile is over. */
function toJourney(row: Row, tenant: Tenant): Journey | undefined {
  const userFlow = findUserFlow(tenant, row.user_flow);
  const application = findApplication(tenant, row.client_id);
  if (!userFlow || !application || application.isDisabled) return undefined;
  const request: AuthorizationRequest = JSON.parse(row.request);
  return {
    id: row.id,
    browserHash: row.browser_hash,
    userFlow: asAsked(userFlow, request),
    application,
    request,
    progress: JSON.parse(row.progress),
    language: asLanguage(row.language) ?? chooseLanguage(languagesOf(tenant, userFlow), {}),
    expiresAt: new Date(row.expires_at),
  };
}
