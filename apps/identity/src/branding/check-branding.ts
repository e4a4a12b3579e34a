import type { Branding, SchemeColours } from './branding.ts';
import { contrast, isReadable, LEAST_CONTRAST } from './colour.ts';
import { FAMILY, type Scheme, textOn } from './palette.ts';

type Fault = { path: (string | number)[]; message: string };

/** Finds colours on which, or in which, text could not be read. */
export function brandingFaults(branding: Branding | undefined, at: Fault['path']): Fault[] {
  const { colours } = branding ?? {};
  if (!colours) return [];
  const path = [...at, 'colours'];
  return [
    ...schemeFaults(colours, 'light', path),
    ...(colours.dark ? schemeFaults(colours.dark, 'dark', [...path, 'dark']) : []),
  ];
}

function schemeFaults({ accent, background }: SchemeColours, scheme: Scheme, at: Fault['path']): Fault[] {
  const { surface } = FAMILY[scheme];
  const needed = `text needs ${LEAST_CONTRAST}:1 (WCAG 2.2, 1.4.3)`;
  const faults: Fault[] = [];
  if (!isReadable(accent, surface))
    faults.push({
      path: [...at, 'accent'],
      message: `has a contrast of ${ratio(accent, surface)} to the ${scheme} card, on which links have this colour; ${needed}`,
    });
  if (background !== undefined && !isReadable(textOn(background), background))
    faults.push({
      path: [...at, 'background'],
      message: `has a contrast of ${ratio(textOn(background), background)} to the words on it, whether they are dark or light; ${needed}`,
    });
  return faults;
}

/** Rounded down, so that 4.49 is not told as 4.5. */
function ratio(one: string, other: string): string {
  return `${Math.floor(contrast(one, other) * 10) / 10}:1`;
}
