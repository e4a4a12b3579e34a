import type { Account } from '../../accounts/account.ts';
import type { IdentityConfig } from '../../config.ts';
import { createPasskeyRepository } from '../../factors/passkey-repository.ts';
import { createSecondFactorRepository } from '../../factors/second-factor-repository.ts';
import { readWords, UsageError } from '../command.ts';
import { table } from '../table.ts';
import { findPerson, readAddress, withDirectory } from './directory.ts';

const MOST_LISTED = 1000;

/** Lists accounts by address, a page at a time, and says how the next page is asked for. */
export async function listUsers(config: IdentityConfig, parameters: readonly string[]): Promise<string> {
  const options = {
    search: { type: 'string' },
    disabled: { type: 'boolean' },
    limit: { type: 'string', default: '50' },
    after: { type: 'string' },
    json: { type: 'boolean' },
  } as const;
  const { values } = readWords(parameters, options, 0);
  const selection = { search: values.search, ...(values.disabled && { isDisabled: true }) };
  const limit = readLimit(values.limit);
  const after = values.after === undefined ? undefined : readAddress(values.after);
  return withDirectory(config, async ({ directory }) => {
    const page = (await directory.page({ ...selection, limit: limit + 1, after })).map(({ account }) => account);
    const shown = page.slice(0, limit);
    if (values.json) return JSON.stringify(shown.map(asJson), undefined, 2);
    const isMore = page.length > limit;
    return [
      table([['address', 'user name', 'name', 'state', 'since', 'object id'], ...shown.map(asRow)]),
      `${await directory.count(selection)} in all${isMore ? `; the next page: --after ${shown.at(-1)?.email}` : ''}`,
    ].join('\n\n');
  });
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST_LISTED) return limit;
  throw new UsageError(`--limit is a number from 1 to ${MOST_LISTED}.`);
}

function asRow({ email, userName = '', attributes, isDisabled, createdAt, id }: Account): string[] {
  return [
    email,
    userName,
    attributes.name ?? '',
    isDisabled ? 'disabled' : 'enabled',
    createdAt.toISOString().slice(0, 10),
    id,
  ];
}

function asJson({
  id,
  email,
  userName,
  isDisabled,
  createdAt,
  mustChangePassword,
  language,
  attributes,
}: Account): object {
  const state = { isDisabled, createdAt, mustChangePassword: mustChangePassword === true };
  return { id, email, ...(userName !== undefined && { userName }), ...state, language: language ?? null, attributes };
}

function passwordState({ mustChangePassword }: Account, hasPassword: boolean): string {
  if (!hasPassword) return 'none: chosen by "Forgot your password?"';
  return mustChangePassword ? 'set; to be changed at the next sign-in' : 'set';
}

/** Shows what the directory holds about a person. Passwords and secrets of factors are never shown. */
export async function showUser(config: IdentityConfig, parameters: readonly string[]): Promise<string> {
  const { values, words } = readWords(parameters, { json: { type: 'boolean' } }, 1);
  return withDirectory(config, async (directory) => {
    const account = await findPerson(directory, words[0] ?? '');
    const credential = await directory.accounts.findCredential(account.email);
    const held = await createSecondFactorRepository(directory.db).list(account.id);
    const passkeys = await createPasskeyRepository(directory.db).list(account.id);
    const factors = [...held.map(({ method }) => method), ...passkeys.map(() => 'passkey')];
    const facts = { hasPassword: Boolean(credential?.passwordHash), secondFactors: factors };
    if (values.json) return JSON.stringify({ ...asJson(account), ...facts }, undefined, 2);
    return table([
      ['address', account.email],
      ...(account.userName === undefined ? [] : [['user name', account.userName]]),
      ['object id', account.id],
      ['state', account.isDisabled ? 'disabled' : 'enabled'],
      ['since', account.createdAt.toISOString()],
      ['password', passwordState(account, facts.hasPassword)],
      ['second factor', factors.join(', ') || 'none'],
      ['language', account.language ?? 'not known yet'],
      ...Object.entries(account.attributes).map(([name, value]) => [name, value ?? '']),
    ]);
  });
}
