import type { Colours, SchemeColours } from './branding.ts';
import { contrast, isReadable, mix } from './colour.ts';

/** Colours of the family's style sheet that a brand's stand beside. */
export const FAMILY = {
  light: { surface: '#ffffff', ink: '#1d2327', inkSoft: '#545d64' },
  dark: { surface: '#1c2125', ink: '#e9ecee', inkSoft: '#a9b3ba' },
} as const;

export type Scheme = keyof typeof FAMILY;

/** Every colour of a brand in one scheme, by what it is for. */
export type Palette = {
  accent: string;
  /** A button under the pointer; words on `accentGround`. */
  accentStrong: string;
  accentGround: string;
  onAccent: string;
  background: string;
  /** Words on the background. */
  beside: string;
};

const WHITE = '#ffffff';
const BLACK = '#000000';
const NIGHT = '#101418';

/** The colours of a brand in one scheme. What is not told is made of the accent, so that all of it can be read. */
export function paletteOf(colours: Colours, scheme: Scheme): Palette {
  const told = scheme === 'light' ? colours : (colours.dark ?? { accent: lightened(colours.accent) });
  const { accent } = told;
  const { surface, inkSoft } = FAMILY[scheme];
  const background =
    told.background ?? tint(accent, scheme === 'light' ? WHITE : NIGHT, scheme === 'light' ? 0.14 : 0.06, inkSoft);
  return {
    accent,
    accentStrong: mix(accent, scheme === 'light' ? BLACK : WHITE, 0.25),
    accentGround: tint(accent, surface, 0.12, accent),
    // An accent that can be read on the card carries these (see check-branding.ts).
    onAccent: scheme === 'light' ? WHITE : BLACK,
    background,
    beside: textOn(background),
  };
}

/** The colour of words on a ground: this house's, of the scheme in which they are read best. */
export function textOn(ground: SchemeColours['accent']): string {
  const { light, dark } = FAMILY;
  return contrast(light.ink, ground) >= contrast(dark.ink, ground) ? light.ink : dark.ink;
}

/** An accent for the dark scheme, with as much white as it takes to read it there. */
function lightened(accent: string): string {
  const shares = Array.from({ length: 20 }, (_, step) => step / 20);
  const isLight = (share: number): boolean => contrast(mix(accent, WHITE, share), FAMILY.dark.surface) >= 6;
  return mix(accent, WHITE, shares.find(isLight) ?? 1);
}

/** A ground with a little of the accent in it, and with less where a text could not be read on it otherwise. */
function tint(accent: string, ground: string, most: number, text: string): string {
  const shares = [1, 0.75, 0.5, 0.25].map((part) => part * most);
  return mix(ground, accent, shares.find((share) => isReadable(text, mix(ground, accent, share))) ?? 0);
}
