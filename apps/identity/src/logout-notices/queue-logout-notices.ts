import type { Database, Transaction } from '@surety/database';
import type { Clock } from '@surety/web';
import type { IdentityTables } from '../database.ts';
import { speaks } from '../tenant/extensions.ts';
import { findApplication, findUserFlow } from '../tenant/find.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { issuerOf } from '../tokens/issuer.ts';
import {
  createLogoutNoticeRepository,
  type EndedSignIns,
  type NewLogoutNotice,
  type Reached,
} from './logout-notice-repository.ts';

/** Notes, together with the end of sign-ins, who must hear of it. A server that runs, or the next that starts, sends it. */
export type QueueLogoutNotices = (transaction: Transaction<IdentityTables>, ended: EndedSignIns) => Promise<void>;

type Dependencies = { db: Database<IdentityTables>; tenant: Tenant; clock: Clock };

/** Needs no keys, so that commands beside the server can do it as well. */
export function createLogoutNoticeQueue({ db, tenant, clock }: Dependencies): QueueLogoutNotices {
  const repository = createLogoutNoticeRepository(db);
  return async (transaction, ended) => {
    const reached = await repository.reached(transaction, ended);
    const endedAt = clock();
    const notices = reached.flatMap((one) => noticeOf(tenant, one, 'accountId' in ended) ?? []);
    // Of sign-ins without a name an application hears once, however many there were.
    const distinct = new Map(notices.map((notice) => [JSON.stringify(notice), notice])).values();
    for (const notice of distinct) await repository.insert(transaction, { ...notice, endedAt });
  };
}

/**
 * What an application is told of the end of a sign-in. Where the user flow names sign-ins, which one ended. Where it does
 * not, as in B2C, an application cannot know one from the other, and hears only that every one of the person ended.
 */
function noticeOf(
  tenant: Tenant,
  { clientId, userFlow: name, issuerOrigin, accountId, signInId }: Reached,
  isEveryOne: boolean,
): Omit<NewLogoutNotice, 'endedAt'> | undefined {
  const userFlow = findUserFlow(tenant, name);
  const isTold = findApplication(tenant, clientId)?.backChannelLogoutUri !== undefined;
  if (!userFlow || !isTold) return undefined;
  const notice = { clientId, issuer: issuerOf(issuerOrigin, tenant, userFlow), accountId };
  if (speaks(userFlow, 'back-channel-logout')) return { ...notice, signInId };
  return isEveryOne ? notice : undefined;
}
