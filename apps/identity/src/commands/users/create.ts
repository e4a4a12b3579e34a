import { randomUUID } from 'node:crypto';
import { isUniqueViolation } from '@surety/database';
import { SettingsError } from '@surety/web';
import type { Account } from '../../accounts/account.ts';
import { makePassword } from '../../accounts/make-password.ts';
import { NO_PASSWORD } from '../../accounts/password-hashes.ts';
import { findPasswordFault, PASSWORD_RULES } from '../../accounts/password-rule.ts';
import type { IdentityConfig } from '../../config.ts';
import { ENGLISH } from '../../words/english/english.ts';
import { readAll, readWords, type Terminal } from '../command.ts';
import { type Directory, findPerson, readAddress, readUserName, withDirectory, write } from './directory.ts';
import { attributesWith, readPairs } from './given-attributes.ts';

const SOURCES = { 'password-stdin': { type: 'boolean' }, 'no-password': { type: 'boolean' } } as const;
const ATTRIBUTES = { attribute: { type: 'string', multiple: true } } as const;
const USER_NAME = { 'user-name': { type: 'string' } } as const;
const FORCE = { 'force-change': { type: 'boolean', default: false } } as const;
const TO_BE_CHANGED = ' It has to be changed at the next sign-in.';

/** Makes an account. Its address counts as verified: whoever runs this vouches for it. */
export async function createUser(
  config: IdentityConfig,
  parameters: readonly string[],
  terminal: Terminal,
): Promise<string> {
  const { values, words } = readWords(parameters, { ...SOURCES, ...ATTRIBUTES, ...USER_NAME, ...FORCE }, 1);
  const email = readAddress(words[0] ?? '');
  const given = readPairs(values.attribute ?? []);
  const userName = values['user-name'] === undefined ? undefined : readUserName(values['user-name']);
  return withDirectory(config, async (directory) => {
    const now = directory.clock();
    const id = randomUUID();
    const account: Account = {
      id,
      email,
      ...(userName !== undefined && { userName }),
      attributes: attributesWith(directory.tenant, {}, given),
      createdAt: now,
      isDisabled: false,
      refreshTokensValidFrom: now,
      ...(values['force-change'] && { mustChangePassword: true }),
    };
    const { passwordHash, say } = await choosePassword(directory, values, terminal);
    try {
      await write(directory, async (transaction) => {
        await directory.accounts.insert(transaction, account, passwordHash);
        await directory.events.record(transaction, account, { event: 'account-created', by: 'operator' });
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw new SettingsError(await sayTaken(directory, account));
      throw error;
    }
    return `${email} has an account now, with the object id ${id}.${values['force-change'] ? TO_BE_CHANGED : ''}${say}`;
  });
}

/** Gives a person a new password. Whatever the old one opened ends. */
export async function setPassword(
  config: IdentityConfig,
  parameters: readonly string[],
  terminal: Terminal,
): Promise<string> {
  const { values, words } = readWords(parameters, { 'password-stdin': SOURCES['password-stdin'], ...FORCE }, 1);
  return withDirectory(config, async (directory) => {
    const account = await findPerson(directory, words[0] ?? '');
    const { id: accountId, email } = account;
    const { passwordHash, say } = await choosePassword(directory, values, terminal);
    const now = directory.clock();
    await write(directory, async (transaction) => {
      const mustChange = values['force-change'] ?? false;
      await directory.queueLogoutNotices(transaction, { accountId });
      await directory.accounts.changePassword(transaction, { accountId, passwordHash, now, mustChange });
      await directory.events.record(transaction, account, { event: 'password-changed', by: 'operator' });
    });
    return `${email} has another password now, and is signed out everywhere.${values['force-change'] ? TO_BE_CHANGED : ''}${say}`;
  });
}

async function sayTaken({ accounts }: Directory, { email, userName }: Account): Promise<string> {
  const isAddress = userName === undefined || (await accounts.findByEmail(email)) !== undefined;
  return isAddress ? `The address ${email} has an account already.` : `Somebody has the user name ${userName} already.`;
}

type Source = { 'password-stdin'?: boolean | undefined; 'no-password'?: boolean | undefined };

async function choosePassword(
  { passwords, breachedPasswords }: Directory,
  source: Source,
  { input }: Terminal,
): Promise<{ passwordHash: string; say: string }> {
  if (source['no-password']) {
    return {
      passwordHash: NO_PASSWORD,
      say: ' It has no password: its person chooses one by "Forgot your password?".',
    };
  }
  const password = source['password-stdin'] ? await readAll(input) : makePassword();
  const isBreached = await breachedPasswords.has(password);
  const fault = findPasswordFault(password) ?? (isBreached ? 'common' : undefined);
  if (fault !== undefined)
    throw new SettingsError(`${ENGLISH.passwords.faults[fault](PASSWORD_RULES.strong)} Nothing was changed.`);
  const say = source['password-stdin'] ? '' : `\nPassword, shown this once: ${password}`;
  return { passwordHash: await passwords.hash(password), say };
}
