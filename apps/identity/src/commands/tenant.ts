import { z } from 'zod';
import type { IdentityConfig } from '../config.ts';
import { tenantFileSchema } from '../tenant/tenant-file-schema.ts';
import { tenantOf } from '../tenant/tenant-of.ts';

/**
 * Lists the tenant's user flows.
 * @throws SettingsError when the tenant's file is wrong.
 */
export async function listFlows(config: IdentityConfig): Promise<string> {
  const rows = (await tenantOf(config)).userFlows.map(({ name, kind, secondFactor, tokens }) => [
    name,
    kind,
    secondFactor.enforcement === 'always' ? secondFactor.methods.join(', ') : '-',
    `${tokens.lifetimeMinutes} min`,
  ]);
  return table([['user flow', 'kind', 'second factor', 'tokens'], ...rows]);
}

/**
 * Lists the tenant's applications, without their secrets.
 * @throws SettingsError when the tenant's file is wrong.
 */
export async function listApps(config: IdentityConfig): Promise<string> {
  const rows = (await tenantOf(config)).applications.map(({ id, name, kind, redirectUris, exposes }) => [
    id,
    kind,
    name,
    [...redirectUris, ...(exposes ? [exposes.appIdUri] : [])].join(' '),
  ]);
  return table([['application id', 'kind', 'name', 'redirect URIs, App ID URI'], ...rows]);
}

/** The JSON Schema of tenant files; `docs/tenant.schema.json` is this. */
export async function printSchema(): Promise<string> {
  return JSON.stringify(z.toJSONSchema(tenantFileSchema, { io: 'input' }), undefined, 2);
}

function table(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
