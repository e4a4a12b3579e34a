import { inTransaction } from '@surety/database';
import { createAccountRepository } from '../accounts/account-repository.ts';
import type { IdentityConfig } from '../config.ts';
import { createPasskeyRepository } from '../factors/passkey-repository.ts';
import { createRecoveryCodeRepository } from '../factors/recovery-code-repository.ts';
import { createSecondFactorRepository } from '../factors/second-factor-repository.ts';
import { openIdentityDatabase } from '../open-database.ts';
import type { SecondFactorMethod } from '../tenant/tenant.ts';
import { tenantOf } from '../tenant/tenant-of.ts';
import { operatorEvents } from './operator-events.ts';
import { findPerson } from './users/directory.ts';

/**
 * Takes every second factor off an account, with its passkeys and recovery codes: the operator's way out for somebody who
 * lost theirs, once it is sure who asks. The person is told by mail, and chooses a factor anew when one is asked for.
 * @throws SettingsError when the address is none, nobody has it, or the tenant's file is wrong.
 */
export async function removeFactor(config: IdentityConfig, [typed = '']: readonly string[]): Promise<string> {
  const tenant = await tenantOf(config);
  const db = await openIdentityDatabase(config.databaseUrl);
  try {
    const account = await findPerson({ accounts: createAccountRepository(db) }, typed);
    const { email } = account;
    const factors = createSecondFactorRepository(db);
    const events = operatorEvents(db, tenant, config);
    const removed = await inTransaction(db, async (transaction) => {
      const methods: SecondFactorMethod[] = await factors.remove(transaction, account.id);
      const passkeys = await createPasskeyRepository(db).removeAll(transaction, account.id);
      await createRecoveryCodeRepository(db).replace(transaction, account.id, []);
      if (passkeys > 0) methods.push('passkey');
      for (const method of methods)
        await events.record(transaction, account, { event: 'factor-removed', method, by: 'operator' });
      return methods;
    });
    if (removed.length === 0) return `${email} has no second factor.`;
    await events.deliver();
    return `The second factor of ${email} was removed, and they were told by mail.`;
  } finally {
    await db.destroy();
  }
}
