import type { Database } from '@surety/database';
import { createLogger, systemClock } from '@surety/web';
import { createSecurityEvents, type SecurityEvents } from '../audit/security-events.ts';
import type { IdentityConfig } from '../config.ts';
import type { IdentityTables } from '../database.ts';
import { createInbox } from '../inbox/inbox.ts';
import { createMailer } from '../mail/mailer.ts';
import type { Tenant } from '../tenant/tenant.ts';

/** What an operator does to accounts is written down and told to their people as well. */
export function operatorEvents(
  db: Database<IdentityTables>,
  tenant: Pick<Tenant, 'languages'>,
  config: Pick<IdentityConfig, 'mail' | 'logLevel'>,
): SecurityEvents {
  const logger = createLogger('identity', config.logLevel);
  const inbox = createInbox({ db, clock: systemClock });
  const mailer = createMailer({ ...config.mail, logger, inbox });
  return createSecurityEvents({ db, clock: systemClock, logger, mailer, tenant });
}
