import type { Colours } from './branding.ts';
import { paletteOf } from './palette.ts';

/**
 * The style sheet that gives pages a brand's colours, in both schemes. Its values are computed from checked colours; nothing
 * of the tenant file is copied into it.
 */
export function brandStyle(colours: Colours): string {
  const light = paletteOf(colours, 'light');
  const dark = paletteOf(colours, 'dark');
  const pair = (name: keyof typeof light): string => `light-dark(${light[name]}, ${dark[name]})`;
  return `/* The colours of one application. */
@layer brand {
  .identity {
    --accent: ${pair('accent')};
    --accent-strong: ${pair('accentStrong')};
    --accent-ground: ${pair('accentGround')};
    --on-accent: ${pair('onAccent')};
    --tint: ${pair('background')};
    --glow: ${pair('background')};
    --beside: ${pair('beside')};
  }
}
`;
}
