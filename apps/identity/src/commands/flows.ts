import { SettingsError } from '@surety/web';
import { stringify } from 'yaml';
import type { IdentityConfig } from '../config.ts';
import { findUserFlow } from '../tenant/find.ts';
import { tenantOf } from '../tenant/tenant-of.ts';
import { type Command, readWords } from './command.ts';
import { table } from './table.ts';

/** Commands about user flows. They come from the tenant's file; nothing here changes them. */
export const FLOWS: readonly [string, Command][] = [
  [
    'flows list',
    { usage: '[--json]', about: 'lists the user flows of the tenant that the settings name', run: listFlows },
  ],
  [
    'flows show',
    {
      usage: 'NAME',
      about: 'prints everything that is set about a user flow, as a tenant file writes it',
      run: showFlow,
    },
  ],
];

async function listFlows(config: IdentityConfig, parameters: readonly string[]): Promise<string> {
  const { values } = readWords(parameters, { json: { type: 'boolean' } }, 0);
  const { userFlows } = await tenantOf(config);
  if (values.json) return JSON.stringify(userFlows, undefined, 2);
  const rows = userFlows.map(({ name, kind, secondFactor, tokens }) => [
    name,
    kind,
    secondFactor.enforcement === 'off' ? '-' : secondFactor.methods.join(', '),
    `${tokens.lifetimeMinutes} min`,
  ]);
  return table([['user flow', 'kind', 'second factor', 'tokens'], ...rows]);
}

async function showFlow(config: IdentityConfig, parameters: readonly string[]): Promise<string> {
  const [name = ''] = readWords(parameters, {}, 1).words;
  const tenant = await tenantOf(config);
  const userFlow = findUserFlow(tenant, name);
  if (userFlow) return stringify(userFlow).trimEnd();
  const known = tenant.userFlows.map((each) => `  ${each.name}`).join('\n');
  throw new SettingsError(`The tenant ${tenant.name} has no user flow "${name}". It has:\n${known}`);
}
