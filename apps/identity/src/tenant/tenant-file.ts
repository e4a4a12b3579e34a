import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { SettingsError } from '@surety/web';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { inherit } from '../branding/branding.ts';
import { loadPictures } from '../branding/load-pictures.ts';
import { findFaults, type TenantFault } from './check-tenant.ts';
import type { Application, Tenant } from './tenant.ts';
import { tenantFileSchema } from './tenant-file-schema.ts';

/**
 * Reads a tenant from a file, JSON or YAML.
 * @throws SettingsError naming the file, the line and the reason of everything that is wrong with it.
 */
export function readTenantFile(file: string): Tenant {
  return parseTenant(readText(file), basename(file), dirname(file));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SettingsError(
      `The file ${file} cannot be read (${(error as Error).message}). Check the setting TENANT_FILE.`,
    );
  }
}

/**
 * Reads a tenant from text; JSON is YAML as well (YAML 1.2, section 1.3).
 * @param folder where the paths of pictures begin; without one there are none.
 * @throws SettingsError
 */
export function parseTenant(text: string, name: string, folder?: string): Tenant {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const syntax = document.errors.map((error) => ({
    line: lineCounter.linePos(error.pos[0]).line,
    text: error.message.split('\n')[0] ?? '',
  }));
  if (syntax.length > 0) throw refused(name, syntax);
  const lineOf = (path: TenantFault['path']): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line;
    }
    return 1;
  };
  const locate = ({ path, message }: TenantFault) => ({ line: lineOf(path), text: `${path.join('.')}: ${message}` });
  const result = tenantFileSchema.safeParse(document.toJS());
  if (!result.success) throw refused(name, result.error.issues.map(toFault).map(locate));
  const { $schema: _, ...tenant } = result.data;
  const faults = [...findFaults(tenant), ...loadPictures(tenant, folder)];
  if (faults.length > 0) throw refused(name, faults.map(locate));
  return { ...tenant, applications: tenant.applications.map((application) => branded(application, tenant)) };
}

function branded(application: Application, tenant: Pick<Tenant, 'branding'>): Application {
  const branding = inherit(application.branding, tenant.branding);
  return branding ? { ...application, branding } : application;
}

function toFault({ path, message, ...issue }: { path: PropertyKey[]; message: string; keys?: string[] }): TenantFault {
  const words = path.map((word) => (typeof word === 'number' ? word : String(word)));
  return { path: [...words, ...(issue.keys?.slice(0, 1) ?? [])], message };
}

function refused(name: string, faults: { line: number; text: string }[]): SettingsError {
  return new SettingsError(faults.map(({ line, text }) => `${name}, line ${line}: ${text}`).join('\n'));
}
