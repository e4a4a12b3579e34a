import { readFileSync, realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { Branding } from './branding.ts';
import { findPictureFault, fromDataUrl, MOST_BYTES, toDataUrl } from './picture.ts';

type Fault = { path: (string | number)[]; message: string };

type Branded = { branding?: Branding; applications: readonly { branding?: Branding }[] };

/**
 * Replaces the paths of logos and icons by the pictures themselves, so that a tenant is whole in memory and a file that goes missing later breaks no page.
 * @param folder that of the tenant file; without one only `data:` URLs are pictures.
 * @returns what is wrong: no such file, outside the folder, too large, no picture.
 */
export function loadPictures(tenant: Branded, folder: string | undefined): Fault[] {
  const faults: Fault[] = [];
  const load = (branding: Branding | undefined, at: Fault['path']): void => {
    if (!branding) return;
    const one = (text: string, ...member: string[]): string => {
      const loaded = loadPicture(text, folder);
      if ('fault' in loaded) faults.push({ path: [...at, 'branding', ...member], message: loaded.fault });
      return 'url' in loaded ? loaded.url : text;
    };
    const { logo, icon } = branding;
    if (icon !== undefined) branding.icon = one(icon, 'icon');
    if (typeof logo === 'string') branding.logo = one(logo, 'logo');
    else if (logo) branding.logo = { light: one(logo.light, 'logo', 'light'), dark: one(logo.dark, 'logo', 'dark') };
  };
  load(tenant.branding, []);
  for (const [index, { branding }] of tenant.applications.entries()) load(branding, ['applications', index]);
  return faults;
}

function loadPicture(text: string, folder: string | undefined): { url: string } | { fault: string } {
  const content = text.startsWith('data:') ? fromDataUrl(text) : undefined;
  if (text.startsWith('data:') && !content) return { fault: 'write data:image/png;base64,… (or jpeg, or svg+xml)' };
  const read = content ?? readBeside(text, folder);
  if (typeof read === 'string') return { fault: read };
  const fault = findPictureFault(read);
  return fault === undefined ? { url: toDataUrl(read) } : { fault: `the picture ${fault}` };
}

/** The bytes of a file in the folder or below it, links followed; or why not. */
function readBeside(path: string, folder: string | undefined): Buffer | string {
  if (folder === undefined) return 'a path is relative to the tenant file: here is none';
  try {
    const file = realpathSync(resolve(folder, path));
    if (!file.startsWith(`${realpathSync(folder)}${sep}`)) return 'write the path of a file in the folder of this file';
    const stats = statSync(file);
    if (!stats.isFile()) return 'this is no file';
    if (stats.size > MOST_BYTES) return `the picture has ${stats.size} bytes; ${MOST_BYTES} is the most`;
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return `the picture cannot be read (${code})`;
  }
}
