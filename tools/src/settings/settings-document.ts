import { type SettingRow, settingRows } from '@surety/web';
import { schema as apiSchema } from '../../../apps/api/src/config.ts';
import { API_SETTINGS } from '../../../apps/api/src/settings-reference.ts';
import { IDENTITY_SETTINGS } from '../../../apps/identity/src/settings-reference.ts';
import { schema as identitySchema } from '../../../apps/identity/src/settings-schema.ts';
import { schema as portalSchema } from '../../../apps/portal/src/config.ts';
import { PORTAL_SETTINGS } from '../../../apps/portal/src/settings-reference.ts';

/** Where the reference is kept. */
export const SETTINGS_DOCUMENT = new URL('../../../docs/settings.md', import.meta.url);

const TABLE = /(<!-- settings: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g;

/** Settings by section: what all apps have with one meaning stands once. */
export function settingSections(): Record<string, readonly SettingRow[]> {
  const apps = {
    portal: settingRows(portalSchema, PORTAL_SETTINGS),
    api: settingRows(apiSchema, API_SETTINGS),
    identity: settingRows(identitySchema, IDENTITY_SETTINGS),
  };
  const all = apps.portal.filter((row) => includes(apps.api, row) && includes(apps.identity, row));
  const own = (rows: readonly SettingRow[]) => rows.filter((row) => !includes(all, row));
  return { all, portal: own(apps.portal), api: own(apps.api), identity: own(apps.identity) };
}

/** The document with its tables made anew; the words between them stay. */
export function withTables(document: string): string {
  const sections = settingSections();
  return document.replace(TABLE, (_found, start: string, section: string, end: string) => {
    const rows = sections[section] ?? [];
    return `${start}${table(rows)}${end}`;
  });
}

function table(rows: readonly SettingRow[]): string {
  const lines = rows.map(({ name, default: told, says }) => `| \`${name}\` | ${told} | ${says} |`);
  return ['| setting | default | meaning |', '|---|---|---|', ...lines, ''].join('\n');
}

function includes(rows: readonly SettingRow[], wanted: SettingRow): boolean {
  return rows.some(({ name, says, default: told }) => {
    return name === wanted.name && says === wanted.says && told === wanted.default;
  });
}
