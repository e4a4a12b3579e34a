import { isUniqueViolation, type Transaction } from '@surety/database';
import { SettingsError } from '@surety/web';
import type { Account } from '../../accounts/account.ts';
import { setAttributes } from '../../accounts/set-attributes.ts';
import type { IdentityConfig } from '../../config.ts';
import type { IdentityTables } from '../../database.ts';
import { readWords, UsageError } from '../command.ts';
import { type Directory, findPerson, readUserName, withDirectory, write } from './directory.ts';
import { attributesWith, readPairs } from './given-attributes.ts';

const OPTIONS = {
  attribute: { type: 'string', multiple: true },
  'force-change': { type: 'string' },
  'user-name': { type: 'string' },
} as const;

/**
 * Gives a person attributes, also those that no user flow collects, or asks for another password at the next sign-in; and
 * ends their sessions.
 * @throws SettingsError naming each attribute that is wrong; nothing is changed then.
 */
export function setUserAttributes(config: IdentityConfig, parameters: readonly string[]): Promise<string> {
  const { values, words } = readWords(parameters, OPTIONS, 1);
  const given = readPairs(values.attribute ?? []);
  const isDemanded = readDemand(values['force-change']);
  const names = Object.keys(given);
  const { 'user-name': userName } = values;
  if (names.length === 0 && isDemanded === undefined && userName === undefined)
    throw new UsageError('Say which: --attribute extension_Roles=staff, --user-name ada, or --force-change yes.');
  return withDirectory(config, async (directory) => {
    const account = await findPerson(directory, words[0] ?? '');
    const attributes = attributesWith(directory.tenant, account.attributes, given);
    await write(directory, async (transaction) => {
      await directory.queueLogoutNotices(transaction, { accountId: account.id });
      await setAttributes(directory, transaction, { accountId: account.id, attributes });
      if (names.length > 0)
        await directory.events.record(transaction, account, { event: 'profile-edited', attributes: names });
      if (userName !== undefined) await changeUserName(directory, transaction, { account, userName });
      if (isDemanded !== undefined) await demandNewPassword(directory, transaction, { account, isDemanded });
    });
    const changed = [...names, ...(userName === undefined ? [] : ['user name'])];
    const set = changed.length > 0 ? ` ${changed.join(', ')} set.` : '';
    return `${account.email}:${set}${sayDemand(isDemanded)} Their sessions and refresh tokens have ended.`;
  });
}

function readDemand(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (text !== 'yes' && text !== 'no') throw new UsageError('--force-change is yes or no.');
  return text === 'yes';
}

async function changeUserName(
  { accounts, events }: Directory,
  transaction: Transaction<IdentityTables>,
  { account, userName }: { account: Account; userName: string },
): Promise<void> {
  const name = userName === '' ? undefined : readUserName(userName);
  try {
    await accounts.changeUserName(transaction, account.id, name);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new SettingsError(`Somebody has the user name ${name} already. Nothing was changed.`);
  }
  await events.record(transaction, account, { event: 'profile-edited', attributes: ['signInNames.userName'] });
}

async function demandNewPassword(
  { accounts, events }: Directory,
  transaction: Transaction<IdentityTables>,
  { account, isDemanded }: { account: Account; isDemanded: boolean },
): Promise<void> {
  await accounts.demandNewPassword(transaction, account.id, isDemanded);
  await events.record(transaction, account, { event: 'password-change-demanded', isDemanded });
}

function sayDemand(isDemanded: boolean | undefined): string {
  if (isDemanded === undefined) return '';
  return isDemanded ? ' The password has to be changed at the next sign-in.' : ' The password need not be changed.';
}
