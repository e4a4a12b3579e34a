import { randomUUID } from 'node:crypto';
import { SettingsError, systemRandom } from '@surety/web';
import { stringify } from 'yaml';
import type { IdentityConfig } from '../config.ts';
import { findApplication } from '../tenant/find.ts';
import type { Application } from '../tenant/tenant.ts';
import { parseTenant } from '../tenant/tenant-file.ts';
import { tenantOf } from '../tenant/tenant-of.ts';
import { type Command, readWords, UsageError } from './command.ts';
import { table } from './table.ts';

/** Commands about applications. They come from the tenant's file; nothing here changes it. */
export const APPS: readonly [string, Command][] = [
  [
    'apps list',
    { usage: '[--json]', about: 'lists the applications of the tenant, without their secrets', run: listApps },
  ],
  [
    'apps show',
    { usage: 'APPLICATION-ID', about: 'prints what is set about an application, without its secrets', run: showApp },
  ],
  [
    'apps create',
    {
      usage: '--name NAME [--kind web|single-page|native] [--redirect-uri URI]... [--scope FULL-NAME]...',
      about: 'prints a new application, with id and secret, to paste into the tenant file',
      details: `It changes nothing: applications stand in the file that TENANT_FILE names, and a running server reads it when it is saved.
The secret of a web application is printed this once; a single-page or native one has none.`,
      run: createApp,
    },
  ],
];

async function listApps(config: IdentityConfig, parameters: readonly string[]): Promise<string> {
  const { values } = readWords(parameters, { json: { type: 'boolean' } }, 0);
  const { applications } = await tenantOf(config);
  if (values.json) return JSON.stringify(applications.map(withoutSecrets), undefined, 2);
  const rows = applications.map(({ id, name, kind, isDisabled, redirectUris, exposes }) => [
    id,
    isDisabled ? `${kind}, disabled` : kind,
    name,
    [...redirectUris, ...(exposes ? [exposes.appIdUri] : [])].join(' '),
  ]);
  return table([['application id', 'kind', 'name', 'redirect URIs, App ID URI'], ...rows]);
}

async function showApp(config: IdentityConfig, parameters: readonly string[]): Promise<string> {
  const [id = ''] = readWords(parameters, {}, 1).words;
  const application = findApplication(await tenantOf(config), id);
  if (application) return stringify(withoutSecrets(application)).trimEnd();
  throw new SettingsError(`No application has the id "${id}". See: npm run identity -- apps list`);
}

const NOT_SHOWN = '(not shown)';

/** How many secrets there are helps in a rollover; what they are is nobody's business. Pictures are too long to read. */
function withoutSecrets({ secrets, branding, ...application }: Application) {
  const { logo, icon, ...look } = branding ?? {};
  return {
    ...application,
    ...(branding && {
      branding: { ...look, ...(logo && { logo: NOT_SHOWN }), ...(icon && { icon: NOT_SHOWN }) },
    }),
    secrets: `${secrets.length} (not shown)`,
  };
}

async function createApp(config: IdentityConfig, parameters: readonly string[]): Promise<string> {
  const options = {
    name: { type: 'string' },
    kind: { type: 'string', default: 'web' },
    'redirect-uri': { type: 'string', multiple: true },
    scope: { type: 'string', multiple: true },
  } as const;
  const { values } = readWords(parameters, options, 0);
  const { name, kind, scope = [], 'redirect-uri': redirectUris = [] } = values;
  if (!name) throw new UsageError('--name is missing.');
  const secrets = kind === 'web' ? [systemRandom.token()] : [];
  const draft = {
    id: randomUUID(),
    name,
    kind,
    ...(secrets.length > 0 && { secrets }),
    redirectUris,
    ...(scope.length > 0 && { grantedScopes: scope }),
  };
  const tenant = await tenantOf(config);
  // Read back as the server will read it, so that what is printed is not refused later.
  parseTenant(JSON.stringify({ ...tenant, applications: [...tenant.applications, draft] }), 'the new application');
  const where =
    config.tenantFile ?? 'the file that TENANT_FILE will name (docs/tenant-file.md); the built-in tenant has none';
  return [
    `# Paste this under "applications:" in ${where}.`,
    ...stringify([draft])
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
  ].join('\n');
}
