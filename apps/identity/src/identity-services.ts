import { createRequestCounts } from '@surety/database';
import { createRateLimiter, NO_METRICS, type Tracing } from '@surety/web';
import { createAccountRepository } from './accounts/account-repository.ts';
import { createSecurityEvents } from './audit/security-events.ts';
import { createInbox, type Inbox } from './inbox/inbox.ts';
import { createMailer } from './mail/mailer.ts';
import { createTexter, type TextGateway } from './mail/texter.ts';
import type { IdentityMetrics } from './metrics.ts';
import { createProtocolServices, type ProtocolDependencies } from './protocol-services.ts';
import { createStepServices, type StepServices } from './steps/services.ts';

/** What identity's services are made of. */
export type ServiceDependencies = Omit<ProtocolDependencies, 'accounts' | 'securityEvents'> & {
  mail: { from: string; smtpUrl?: string | undefined };
  /** Where text messages go; the inbox keeps them otherwise. */
  textGateway?: TextGateway;
  /** Whether the development mailbox is served. Without a mail server mail is kept there in any case. */
  hasInbox: boolean;
  /** Passwords that nobody may choose, besides those that ship with identity; one a line. */
  breachedPasswordsFile?: string | undefined;
  /** How many codes one network may ask for in ten minutes; a hundred unless said otherwise. */
  codesPerNetwork?: number | undefined;
  metrics?: IdentityMetrics;
  tracing?: Tracing | undefined;
};

/** Everything that identity's endpoints and pages work with. */
export type IdentityServices = StepServices & { inbox: Inbox };

/** Composes the services: what happens to accounts, the protocol half, and the pages. */
export function createIdentityServices(dependencies: ServiceDependencies): IdentityServices {
  const { db, mail, logger, secret, clock, metrics = NO_METRICS } = dependencies;
  const limiter = createRateLimiter({
    clock,
    logger,
    shared: createRequestCounts(db, 'identity_request_count', clock),
  });
  const accounts = createAccountRepository(db);
  const inbox = createInbox(dependencies);
  const mailer = createMailer({ ...mail, logger, inbox });
  const texter = createTexter({
    logger,
    inbox: dependencies.hasInbox ? inbox : undefined,
    gateway: dependencies.textGateway,
  });
  const securityEvents = createSecurityEvents({ ...dependencies, mailer });
  const protocol = createProtocolServices({ ...dependencies, accounts, securityEvents });
  const { breachedPasswordsFile, codesPerNetwork } = dependencies;
  const ofSettings = { breachedPasswordsFile, codesPerNetwork };
  const given = { ...protocol, accounts, mailer, texter, secret, limiter, metrics, ...ofSettings };
  return { ...createStepServices(given), inbox };
}
