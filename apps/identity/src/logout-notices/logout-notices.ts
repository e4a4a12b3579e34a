import { type Database, inTransaction, inTransientTransaction } from '@surety/database';
import type { Clock, Logger } from '@surety/web';
import type { IdentityTables } from '../database.ts';
import { findApplication } from '../tenant/find.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { SigningKeys } from '../tokens/signing-keys.ts';
import { createLogoutNoticeRepository, type LogoutNotice } from './logout-notice-repository.ts';
import { logoutToken } from './logout-token.ts';
import { createLogoutNoticeQueue, type QueueLogoutNotices } from './queue-logout-notices.ts';

/** Sends one notice to an address. Answers whether the application took it. */
export type SendLogoutNotice = (uri: string, token: string) => Promise<boolean>;

/** Tells applications behind the browser's back that a person signed out (OpenID Connect Back-Channel Logout 1.0). */
export type LogoutNotices = {
  /** Notes, together with the end of sign-ins, who must hear of it. */
  queue: QueueLogoutNotices;
  /** The sign-ins of this browser's cookie. */
  signInsOf(ssoSessionId: string): Promise<readonly string[]>;
  /** Sends what is due. What is not taken is sent again later, five times in all. */
  deliver(): Promise<void>;
  /** Begins to send what is due, without anybody waiting for it. */
  deliverSoon(): void;
};

type Dependencies = {
  db: Database<IdentityTables>;
  tenant: Tenant;
  clock: Clock;
  signingKeys: SigningKeys;
  logger: Logger;
  send: SendLogoutNotice;
};

const MINUTE_MILLISECONDS = 60_000;
/** Pauses before the second to the fifth attempt; the last is the time that the fifth may take, and then it is given up. */
const PAUSES = [1, 5, 30, 240, 1].map((minutes) => minutes * MINUTE_MILLISECONDS);

export function createLogoutNotices(dependencies: Dependencies): LogoutNotices {
  const { db, tenant, clock, logger } = dependencies;
  const repository = createLogoutNoticeRepository(db);

  async function deliverOne(notice: LogoutNotice): Promise<void> {
    const pause = PAUSES[notice.attempts];
    // Whoever made the last attempt died meanwhile.
    if (pause === undefined) return inTransaction(db, (transaction) => repository.remove(transaction, notice.id));
    const next = new Date(clock().getTime() + pause);
    const isOurs = await inTransientTransaction(db, (transaction) => repository.claim(transaction, notice, next));
    if (!isOurs) return;
    const uri = findApplication(tenant, notice.clientId)?.backChannelLogoutUri;
    const isTaken = uri !== undefined && (await attempt(dependencies, notice, uri));
    const isLast = notice.attempts + 1 >= PAUSES.length;
    if (isTaken || isLast || uri === undefined)
      await inTransaction(db, (transaction) => repository.remove(transaction, notice.id));
    const event = isTaken ? 'logout-notice-taken' : 'logout-notice-refused';
    logger.info({ event, clientId: notice.clientId, attempt: notice.attempts + 1, isGivenUp: !isTaken && isLast });
  }

  const deliver = async (): Promise<void> => {
    await Promise.all((await repository.due(clock())).map(deliverOne));
  };
  return {
    signInsOf: repository.signInsOf,
    queue: createLogoutNoticeQueue(dependencies),
    deliver,
    deliverSoon: () =>
      void deliver().catch((error: unknown) => logger.error({ event: 'logout-notices-failed', err: error })),
  };
}

async function attempt(
  { signingKeys, clock, send, logger }: Dependencies,
  notice: LogoutNotice,
  uri: string,
): Promise<boolean> {
  try {
    return await send(uri, await logoutToken(await signingKeys.current(), notice, clock()));
  } catch (error) {
    logger.warn({ event: 'logout-notice-failed', clientId: notice.clientId, err: error });
    return false;
  }
}
