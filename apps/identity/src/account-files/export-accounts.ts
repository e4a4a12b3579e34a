import type { Credential, DirectoryRepository, Selection } from '../accounts/directory-repository.ts';
import { isCustomAttributeName } from '../tenant/find.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { csvCell } from './csv-records.ts';
import { GRAPH_ATTRIBUTES } from './graph-user.ts';
import { isProfileName, profileNames } from './profile.ts';

export type ExportOptions = Selection & {
  format: 'json' | 'csv' | 'graph';
  /** Hashes are secrets: whoever has them may guess passwords. */
  withPasswordHashes: boolean;
};

const PAGE = 500;

/**
 * Writes the directory's accounts in the order of their addresses, a piece of text at a time, in a form that an import reads.
 * Second factors are not in it: their secrets open with this server's secret alone; nor is what the tenant declares no more.
 */
export async function* exportAccounts(
  { directory, tenant }: { directory: DirectoryRepository; tenant: Tenant },
  options: ExportOptions,
): AsyncGenerator<string> {
  const form = FORMS[options.format](tenant, options.withPasswordHashes);
  yield form.head;
  let isFirst = true;
  for await (const each of everyAccount(directory, options)) {
    const credential = asDeclared(tenant, each);
    yield isFirst ? form.row(credential) : `${form.between}${form.row(credential)}`;
    isFirst = false;
  }
  yield form.tail;
}

async function* everyAccount(directory: DirectoryRepository, selection: Selection): AsyncGenerator<Credential> {
  let after: string | undefined;
  for (;;) {
    const page = await directory.page({ ...selection, after, limit: PAGE });
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.account.email;
  }
}

/** The account with those attributes alone that an import takes. */
function asDeclared(tenant: Tenant, { account, ...credential }: Credential): Credential {
  const declared = Object.entries(account.attributes).filter(([name]) => isProfileName(tenant, name));
  return { ...credential, account: { ...account, attributes: Object.fromEntries(declared) } };
}

type Form = { head: string; between: string; tail: string; row(credential: Credential): string };

const FORMS: Record<ExportOptions['format'], (tenant: Tenant, withHashes: boolean) => Form> = {
  json: (_tenant, withHashes) => ({
    head: '[\n',
    between: ',\n',
    tail: '\n]\n',
    row: (credential) => JSON.stringify(ownMembers(credential, withHashes)),
  }),
  csv(tenant, withHashes) {
    const columns = [
      'id',
      'email',
      'userName',
      'isDisabled',
      'createdAt',
      'mustChangePassword',
      'language',
      ...profileNames(tenant),
      ...(withHashes ? ['passwordHash'] : []),
    ];
    return {
      head: `${columns.join(',')}\r\n`,
      between: '\r\n',
      tail: '\r\n',
      row(credential) {
        const members: Record<string, unknown> = ownMembers(credential, withHashes);
        return columns.map((column) => csvCell(String(members[column] ?? ''))).join(',');
      },
    };
  },
  graph: (tenant) => ({
    head: '{"value":[\n',
    between: ',\n',
    tail: '\n]}\n',
    row: (credential) => JSON.stringify(graphMembers(tenant, credential)),
  }),
};

function ownMembers({ account, passwordHash }: Credential, withHashes: boolean): Record<string, unknown> {
  const { id, email, userName, isDisabled, createdAt, mustChangePassword, language, attributes } = account;
  const hash = withHashes && passwordHash !== '' ? { passwordHash } : {};
  return {
    id,
    email,
    ...(userName !== undefined && { userName }),
    isDisabled,
    createdAt: createdAt.toISOString(),
    ...(mustChangePassword && { mustChangePassword }),
    ...(language !== undefined && { language }),
    ...attributes,
    ...hash,
  };
}

function graphMembers(tenant: Tenant, { account }: Credential): object {
  const {
    id,
    email,
    userName,
    isDisabled,
    createdAt,
    mustChangePassword = false,
    language = null,
    attributes,
  } = account;
  const profile = Object.entries(GRAPH_ATTRIBUTES).map(([member, name]) => [member, attributes[name] ?? null]);
  return {
    id,
    accountEnabled: !isDisabled,
    createdDateTime: createdAt.toISOString(),
    ...Object.fromEntries(profile),
    ...Object.fromEntries(Object.entries(attributes).filter(([name]) => isCustomAttributeName(name))),
    preferredLanguage: language,
    passwordProfile: { forceChangePasswordNextSignIn: mustChangePassword },
    identities: [
      { signInType: 'emailAddress', issuer: tenant.name, issuerAssignedId: email },
      ...(userName === undefined ? [] : [{ signInType: 'userName', issuer: tenant.name, issuerAssignedId: userName }]),
    ],
  };
}
