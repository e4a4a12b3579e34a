import { setAttributes } from '../../accounts/set-attributes.ts';
import type { IdentityConfig } from '../../config.ts';
import { readWords, UsageError } from '../command.ts';
import { findPerson, withDirectory, write } from './directory.ts';
import { attributesWith, readPairs } from './given-attributes.ts';

/**
 * Gives a person attributes, also those that no user flow collects, and ends their sessions.
 * @throws SettingsError naming each attribute that is wrong; nothing is changed then.
 */
export function setUserAttributes(config: IdentityConfig, parameters: readonly string[]): Promise<string> {
  const { values, words } = readWords(parameters, { attribute: { type: 'string', multiple: true } }, 1);
  const given = readPairs(values.attribute ?? []);
  const names = Object.keys(given);
  if (names.length === 0) throw new UsageError('Say which: --attribute extension_Roles=staff.');
  return withDirectory(config, async (directory) => {
    const account = await findPerson(directory, words[0] ?? '');
    const attributes = attributesWith(directory.tenant, account.attributes, given);
    await write(directory, async (transaction) => {
      await setAttributes(directory, transaction, { accountId: account.id, attributes });
      await directory.events.record(transaction, account, { event: 'profile-edited', attributes: names });
    });
    return `${account.email}: ${names.join(', ')} set. Their sessions and refresh tokens have ended.`;
  });
}
