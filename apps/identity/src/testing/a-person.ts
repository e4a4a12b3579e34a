import { randomUUID } from 'node:crypto';
import { inTransaction } from '@surety/database';
import type { Account } from '../accounts/account.ts';
import { findCode } from '../inbox/find-code.ts';
import type { UserFlow } from '../tenant/tenant.ts';
import { aTenant, SIGN_IN } from './a-tenant.ts';
import { aRequest, authorizePath } from './sign-in.ts';
import { createTestBrowser, type Shown, type TestBrowser } from './test-browser.ts';
import { createTestIdentity, type TestIdentity } from './test-identity.ts';

export const PASSWORD = 'Quiet-Harbour-77';
export const PROFILE_FLOW = 'B2C_1_profileediting1';
export const RESET_FLOW = 'B2C_1_passwordreset1';

/** Identity with its pages; one user flow may differ from the demo's. */
export async function aHouse(
  options: {
    address?: string;
    flow?: Partial<UserFlow>;
    hasInbox?: boolean;
    inboxReaders?: readonly string[];
    codesPerNetwork?: number;
  } = {},
): Promise<TestIdentity> {
  const { address = 'sqlite::memory:', flow, hasInbox = true, inboxReaders = [], codesPerNetwork } = options;
  return createTestIdentity({ address, tenant: aTenant(flow), hasInbox, inboxReaders, codesPerNetwork });
}

/** An account with {@link PASSWORD}. */
export async function addPerson(identity: TestIdentity, changes: Partial<Account> = {}): Promise<Account> {
  const { accounts, db, passwords } = identity.services;
  const now = identity.clock.now;
  const account: Account = {
    id: randomUUID(),
    email: 'grace@demo.example',
    attributes: {
      given_name: 'Grace',
      family_name: 'Example',
      name: 'Grace Example',
      city: 'Graz',
      country: 'Austria',
    },
    createdAt: now,
    isDisabled: false,
    refreshTokensValidFrom: now,
    ...changes,
  };
  const hash = await passwords.hash(PASSWORD);
  await inTransaction(db, (transaction) => accounts.insert(transaction, account, hash));
  return account;
}

/** Opens the first page of a user flow in a browser. */
export async function begin(
  identity: TestIdentity,
  userFlow = SIGN_IN,
  request: Record<string, string | undefined> = {},
  browser = createTestBrowser(identity.app),
): Promise<{ browser: TestBrowser; page: Shown }> {
  tick(identity.clock);
  const page = await browser.open(`${authorizePath(userFlow)}?${new URLSearchParams(aRequest(request))}`);
  return { browser, page };
}

/** The code in the newest mail that has one. */
export async function newestCode({ services, clock }: TestIdentity): Promise<string> {
  const code = (await services.inbox.list()).map(findCode).find((found) => found !== undefined);
  tick(clock);
  if (!code) throw new Error('no code was mailed');
  return code;
}

/** A six-digit code that differs from this one. */
export function anotherThan(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}

/** Moves the clock on. */
export function later(identity: TestIdentity, minutes: number): void {
  identity.clock.now = new Date(identity.clock.now.getTime() + minutes * 60_000);
}

/** Mails of one moment have no order; what comes next comes a second later. */
function tick(clock: TestIdentity['clock']): void {
  clock.now = new Date(clock.now.getTime() + 1000);
}
