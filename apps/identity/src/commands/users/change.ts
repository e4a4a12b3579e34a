import { SettingsError } from '@surety/web';
import type { IdentityConfig } from '../../config.ts';
import { readWords } from '../command.ts';
import { findPerson, withDirectory, write } from './directory.ts';

/** Shuts a person out. Sessions, refresh tokens and journeys under way are dead for good; what the account holds stays. */
export function disableUser(config: IdentityConfig, parameters: readonly string[]): Promise<string> {
  return setDisabled(config, parameters, true);
}

/** Lets a person in again. */
export function enableUser(config: IdentityConfig, parameters: readonly string[]): Promise<string> {
  return setDisabled(config, parameters, false);
}

async function setDisabled(
  config: IdentityConfig,
  parameters: readonly string[],
  isDisabled: boolean,
): Promise<string> {
  const { words } = readWords(parameters, {}, 1);
  return withDirectory(config, async (directory) => {
    const account = await findPerson(directory, words[0] ?? '');
    await write(directory, async (transaction) => {
      const change = { accountId: account.id, isDisabled, now: directory.clock() };
      if (isDisabled) await directory.queueLogoutNotices(transaction, { accountId: account.id });
      await directory.directory.setDisabled(transaction, change);
      const event = isDisabled ? 'account-disabled' : 'account-enabled';
      await directory.events.record(transaction, account, { event });
    });
    return isDisabled
      ? `${account.email} is disabled: nobody signs in with it until "users enable". An access token that is out already lives on for its minutes.`
      : `${account.email} is enabled.`;
  });
}

/** Removes a person for good. @throws SettingsError without `--yes`; nothing is removed then. */
export async function deleteUser(config: IdentityConfig, parameters: readonly string[]): Promise<string> {
  const { values, words } = readWords(parameters, { yes: { type: 'boolean' } }, 1);
  return withDirectory(config, async (directory) => {
    const account = await findPerson(directory, words[0] ?? '');
    if (!values.yes) {
      throw new SettingsError(
        `${account.email} (object id ${account.id}) would be deleted for good, with second factor and sessions. Nothing was deleted; say --yes to do it.`,
      );
    }
    await write(directory, async (transaction) => {
      await directory.queueLogoutNotices(transaction, { accountId: account.id });
      await directory.directory.remove(transaction, account.id);
      await directory.events.record(transaction, account, { event: 'account-deleted', by: 'operator' });
    });
    return `${account.email} was deleted. What applications keep about the object id ${account.id} is theirs to delete.`;
  });
}
