/** A share of the proceeds in basis points: an integer from 1 to 10,000, which is 100 %. */
export type Allocation = number;

/** 100 % in basis points. */
export const WHOLE: Allocation = 10_000;

/** Reads a percentage as people write it (`50`, `33.33`, `33,33 %`); `undefined` when it is none or has more than two decimals. */
export function parsePercentage(text: string): Allocation | undefined {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim());
  if (!match) return undefined;
  const points = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return points <= WHOLE ? points : undefined;
}

/** Writes a share without a percent sign: `50`, `33.33`. */
export function formatPercentage(allocation: Allocation): string {
  return (allocation / 100).toFixed(2).replace(/\.?0+$/, '');
}

/** Spreads 100 % over `count` shares as evenly as basis points allow; the last ones get the remainder: 33.33, 33.33, 33.34. */
export function shareEqually(count: number): readonly Allocation[] {
  if (count <= 0) return [];
  const base = Math.floor(WHOLE / count);
  const remainder = WHOLE - base * count;
  return Array.from({ length: count }, (_, index) => (index >= count - remainder ? base + 1 : base));
}
