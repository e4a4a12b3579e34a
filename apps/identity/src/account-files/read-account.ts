import { parseEmailAddress } from '../accounts/email-address.ts';
import { findHashFault } from '../accounts/password-hashes.ts';
import { parseUserName } from '../accounts/user-name.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { languageFor } from '../words/choose-language.ts';
import type { AccountRecord, Reading, Row } from './account-record.ts';
import { isGraphUser, readGraphUser } from './graph-user.ts';
import {
  dateFault,
  idFault,
  isNoText,
  languageFault,
  type Members,
  switchFault,
  textOf,
  userNameFault,
} from './members.ts';
import { isProfileName, readProfile } from './profile.ts';

/**
 * Reads a row in one of three shapes: our own, as an export writes it; a user of Microsoft Graph; or the former system's
 * account (`email`, `policynumber`, `beneficiary`), whose policies are the api's to take over.
 */
export function readAccount(tenant: Tenant, { members }: Row): Reading {
  return isGraphUser(members) ? readGraphUser(tenant, members) : readOwn(tenant, members);
}

/** A user name by our word, or by B2C's. */
const USER_NAMES = ['userName', 'signInNames.userName'] as const;
const KNOWN = new Set<string>([
  ...USER_NAMES,
  'id',
  'email',
  'isDisabled',
  'createdAt',
  'password',
  'passwordHash',
  'mustChangePassword',
  'language',
]);
/** Members of which an empty text counts as not given, so that nothing else says what is wrong with a list or an object. */
const MAY_BE_EMPTY = new Set(['isDisabled', 'mustChangePassword', 'password']);
/** What the api keeps of the former system's accounts. */
const OF_THE_API = new Set(['policynumber', 'beneficiary']);

function readOwn(tenant: Tenant, members: Members): Reading {
  const names = Object.keys(members);
  const given = Object.fromEntries(
    names.filter((name) => isProfileName(tenant, name)).map((name) => [name, textOf(members[name])]),
  );
  const profile = readProfile(tenant, given);
  const email = parseEmailAddress(textOf(members.email));
  const fault = (field: string, message: string | undefined) => (message === undefined ? [] : [{ field, message }]);
  const faults = [
    ...fault('email', email === undefined ? emailFault(members.email) : undefined),
    ...userNameFaults(members),
    ...fault('id', idFault(members.id)),
    ...fault('isDisabled', switchFault(members.isDisabled)),
    ...fault('mustChangePassword', switchFault(members.mustChangePassword)),
    ...fault('language', languageFault(members.language)),
    ...fault('createdAt', dateFault(members.createdAt)),
    ...fault('passwordHash', hashFault(members)),
    ...profile.faults,
    ...names
      .filter((name) => (MAY_BE_EMPTY.has(name) || name in given) && isNoText(members[name]))
      .map((field) => ({ field, message: 'is a list or an object where text belongs.' })),
    ...names
      .filter((name) => !KNOWN.has(name) && !OF_THE_API.has(name) && !(name in given))
      .map((field) => ({ field, message: 'is not known here, so nothing of it could be kept.' })),
  ];
  if (faults.length > 0 || email === undefined) return { faults };
  const account: AccountRecord = { email, attributes: profile.attributes, ...accountFacts(members) };
  return { account, lost: [] };
}

function userNameFaults(members: Members): { field: string; message: string }[] {
  return USER_NAMES.flatMap((field) => {
    const message = members[field] === undefined ? undefined : userNameFault(members[field]);
    return message === undefined ? [] : [{ field, message }];
  });
}

function accountFacts(members: Members): Omit<AccountRecord, 'email' | 'attributes'> {
  const userName = parseUserName(textOf(members.userName ?? members['signInNames.userName']));
  const { id, createdAt, password, passwordHash } = members;
  const language = languageFor(textOf(members.language));
  return {
    isDisabled: textOf(members.isDisabled) === 'true',
    mustChangePassword: textOf(members.mustChangePassword) === 'true',
    ...(userName !== undefined && { userName }),
    ...(language !== undefined && { language }),
    ...(id !== undefined && { id: textOf(id).toLowerCase() }),
    ...(createdAt !== undefined && { createdAt: new Date(textOf(createdAt)) }),
    ...(textOf(password) !== '' && { password: textOf(password) }),
    ...(passwordHash !== undefined && { passwordHash: textOf(passwordHash) }),
    ...('policynumber' in members && { mayRepeat: true }),
  };
}

function emailFault(email: unknown): string {
  return email === undefined ? 'is missing.' : `"${textOf(email).slice(0, 80)}" is no e-mail address.`;
}

function hashFault({ password, passwordHash }: Members): string | undefined {
  if (passwordHash === undefined) return undefined;
  return password === undefined ? findHashFault(textOf(passwordHash)) : 'and password cannot both be given.';
}
