import { isDeepStrictEqual } from 'node:util';

type Members = Readonly<Record<string, unknown>>;

/** The members of `wanted` that are not in `present` as they should be: the body of a PATCH, and lines for people. */
export function differences(present: Members, wanted: Members): { body: Members; lines: string[] } {
  const changed = Object.entries(wanted).filter(([name, value]) => linesOf(name, present[name], value).length > 0);
  return {
    body: Object.fromEntries(changed),
    lines: changed.flatMap(([name, value]) => linesOf(name, present[name], value)),
  };
}

function linesOf(path: string, present: unknown, wanted: unknown): string[] {
  if (isDeepStrictEqual(present, wanted)) return [];
  if (Array.isArray(wanted)) {
    const there: readonly unknown[] = Array.isArray(present) ? present : [];
    return wanted
      .filter((item) => !there.some((other) => isDeepStrictEqual(other, item)))
      .map((item) => `${path}: + ${labelOf(item)}`);
  }
  if (isObject(wanted)) {
    const there: Members = isObject(present) ? present : {};
    return Object.entries(wanted).flatMap(([name, value]) => linesOf(`${path}.${name}`, there[name], value));
  }
  return [present === undefined || present === null ? `${path}: ${wanted}` : `${path}: ${present} → ${wanted}`];
}

/** What a person knows an item of a list by. */
function labelOf(item: unknown): string {
  if (!isObject(item)) return String(item);
  const resource =
    Array.isArray(item.resourceAccess) && `${item.resourceAppId}, ${item.resourceAccess.length} permissions`;
  return String(item.value ?? item.name ?? (resource || JSON.stringify(item)));
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
