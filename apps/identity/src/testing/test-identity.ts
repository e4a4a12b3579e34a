import { randomUUID } from 'node:crypto';
import { type Database, inTransaction, migrate, openDatabase } from '@surety/database';
import { createLogger, DEFAULT_OPERATION, type OperationConfig, systemRandom } from '@surety/web';
import { sql } from 'kysely';
import type { Account } from '../accounts/account.ts';
import { createAccountRepository } from '../accounts/account-repository.ts';
import { createIdentity, type Identity } from '../app.ts';
import type { IdentityTables } from '../database.ts';
import type { IdentityMetrics } from '../metrics.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import type { PasswordMigration } from '../password-migration/open-password-migration.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { createAdjustableClock } from '../test-door/adjustable-clock.ts';
import { aTenant } from './a-tenant.ts';

export const ORIGIN = 'http://localhost:3002';
export const ISSUER_ORIGIN = 'https://localhost:3443';

/** Databases that every rule is tried on: SQLite always, PostgreSQL where the setting names one. */
export const DATABASES: readonly string[] = ['sqlite::memory:', process.env.TEST_POSTGRES_URL ?? ''].filter(Boolean);

/** Identity with a clock that tests move, and one account. */
export type TestIdentity = Identity & {
  account: Account;
  clock: { now: Date };
  /** Every line that was logged. */
  log: readonly string[];
  addAccount(changes?: Partial<Account>): Promise<Account>;
  /** Another process, on the same database unless another is named. */
  replica(changes?: { db: Database<IdentityTables> }): Identity;
  change(account: Account, columns: { is_disabled?: number; refresh_tokens_valid_from?: number }): Promise<void>;
};

type TestOptions = {
  tenant?: Tenant;
  address?: string;
  origin?: string;
  hasInbox?: boolean;
  hasStartPage?: boolean;
  inboxReaders?: readonly string[];
  codesPerNetwork?: number | undefined;
  tlsHostNames?: readonly string[];
  trustedProxies?: readonly string[];
  operation?: Partial<OperationConfig>;
  testDoorToken?: string;
  metrics?: IdentityMetrics;
  passwordMigration?: PasswordMigration;
};

export async function createTestIdentity(options: TestOptions = {}): Promise<TestIdentity> {
  const { db, drop } = await openEmpty(options.address ?? 'sqlite::memory:');
  const clock = { now: new Date('2026-03-01T12:00:00Z') };
  const { testDoorToken: token } = options;
  const testClock = createAdjustableClock(() => clock.now);
  const log: string[] = [];
  const logger = createLogger('identity', 'trace', { write: (line) => void log.push(line) });
  const dependencies = {
    db,
    tenant: options.tenant ?? aTenant(),
    origin: options.origin ?? ORIGIN,
    issuerOrigin: ISSUER_ORIGIN,
    tlsHostNames: options.tlsHostNames ?? [],
    trustedProxies: options.trustedProxies ?? [],
    secret: 'a-secret-for-tests-only',
    clock: testClock.now,
    random: systemRandom,
    logger,
    mail: { from: 'no-reply@surety.example' },
    hasInbox: options.hasInbox ?? true,
    hasStartPage: options.hasStartPage ?? true,
    inboxReaders: options.inboxReaders ?? [],
    codesPerNetwork: options.codesPerNetwork,
    testDoor: token === undefined ? undefined : { token, clock: testClock, withDemoPeople: true },
    operation: { ...DEFAULT_OPERATION, ...options.operation },
    passwordMigration: options.passwordMigration,
    ...(options.metrics && { metrics: options.metrics }),
  };
  const identity = createIdentity(dependencies);
  const accounts = createAccountRepository(db);
  const addAccount = async (changes: Partial<Account> = {}): Promise<Account> => {
    const account = { ...anAccount(clock.now), ...changes };
    await inTransaction(db, (transaction) => accounts.insert(transaction, account, 'no password has this hash'));
    return account;
  };
  return {
    ...identity,
    clock,
    log,
    addAccount,
    account: await addAccount(),
    replica: (changes) => createIdentity({ ...dependencies, ...changes }),
    async change(account, columns) {
      await db.updateTable('identity_account').set(columns).where('id', '=', account.id).execute();
    },
    async close() {
      await identity.close();
      await drop();
    },
  };
}

function anAccount(now: Date): Account {
  const id = randomUUID();
  return {
    id,
    email: `${id}@example.com`,
    attributes: { given_name: 'Ada', family_name: 'Example', name: 'Ada Example', city: 'Graz', country: 'Austria' },
    createdAt: now,
    isDisabled: false,
    refreshTokensValidFrom: now,
  };
}

/** A database of its own for each test: in memory, or a schema that is dropped afterwards. */
async function openEmpty(address: string) {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  const isPostgres = address.startsWith('postgres');
  if (isPostgres) await onServer(address, `create schema ${schema}`);
  const db = openDatabase<IdentityTables>(isPostgres ? `${address}?options=-csearch_path%3D${schema}` : address);
  await migrate(db, 'identity', MIGRATIONS);
  const drop = async (): Promise<void> => {
    await db.destroy();
    if (isPostgres) await onServer(address, `drop schema ${schema} cascade`);
  };
  return { db, drop };
}

async function onServer(address: string, statement: string): Promise<void> {
  const server = openDatabase(address, 1);
  await sql.raw(statement).execute(server);
  await server.destroy();
}
