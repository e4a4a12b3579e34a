/** `ETag` of a policy in this version (RFC 9110 section 8.8.3). */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * Whether `If-Match` names this version, by strong comparison (RFC 9110 section 13.1.1).
 * `undefined` when it names none at all: absent, empty or `*`, which would match whatever stands there.
 */
export function matchesVersion(ifMatch: string | undefined, version: number): boolean | undefined {
  return matchesTag(ifMatch, entityTag(version));
}

/** The same for any `ETag`. */
export function matchesTag(ifMatch: string | undefined, tag: string): boolean | undefined {
  const tags = (ifMatch ?? '').split(',').map((each) => each.trim());
  if (tags.every((each) => each === '' || each === '*')) return undefined;
  return tags.includes(tag);
}
