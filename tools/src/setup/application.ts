import { z } from 'zod';

const named = z.looseObject({ id: z.string(), value: z.string().nullish() });
const claim = z.looseObject({ name: z.string() });
const claims = z.array(claim).nullish();

/** As much of Graph's `application` as is looked at. Objects in lists keep members that we do not know, and go back whole. */
export const applicationShape = z.object({
  id: z.string(),
  appId: z.string(),
  displayName: z.string(),
  signInAudience: z.string().nullish(),
  tags: z.array(z.string()).default([]),
  identifierUris: z.array(z.string()).default([]),
  api: z
    .object({ requestedAccessTokenVersion: z.number().nullish(), oauth2PermissionScopes: z.array(named).default([]) })
    .nullish(),
  web: z.object({ redirectUris: z.array(z.string()).default([]), logoutUrl: z.string().nullish() }).nullish(),
  requiredResourceAccess: z
    .array(z.looseObject({ resourceAppId: z.string(), resourceAccess: z.array(z.looseObject({ id: z.string() })) }))
    .default([]),
  optionalClaims: z.object({ idToken: claims, accessToken: claims, saml2Token: claims }).nullish(),
  passwordCredentials: z
    .array(z.object({ displayName: z.string().nullish(), endDateTime: z.string().nullish() }))
    .default([]),
});

export type Application = z.infer<typeof applicationShape>;

/** The list with everything in it that is wanted: what is there (by its key) stays as it is, the rest is put behind it. */
export function withAll<Item>(
  present: readonly Item[],
  wanted: readonly Item[],
  keyOf: (item: Item) => unknown,
): Item[] {
  const keys = new Set(present.map(keyOf));
  return [...present, ...wanted.filter((item) => !keys.has(keyOf(item)))];
}
