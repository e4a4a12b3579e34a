import { ROUTES } from './routes.ts';

/** A path of this portal; can be nothing else, so redirecting to it never leaves the site. */
export type ReturnPath = string & { readonly brand: 'ReturnPath' };

const LONGEST = 500;
const ANY_ORIGIN = 'http://portal.invalid';

/** Where people land who asked for no page in particular. */
export const FIRST_PAGE = ROUTES.policies as ReturnPath;

/**
 * Reads a return path from a request. Absolute and scheme-relative URLs (`//host`), backslashes (browsers read them as
 * slashes), control characters and paths of the sign-in itself are none, and answer the first page.
 */
export function parseReturnPath(given: unknown): ReturnPath {
  if (typeof given !== 'string' || given.length > LONGEST) return FIRST_PAGE;
  if (!/^\/(?!\/)/.test(given) || /[\\\p{Cc}\p{Cf}\p{Z}]/u.test(given)) return FIRST_PAGE;
  const url = URL.parse(given, ANY_ORIGIN);
  if (url === null || url.origin !== ANY_ORIGIN || url.pathname.startsWith('//')) return FIRST_PAGE;
  if (isWithin(url.pathname, ROUTES.signIn) || isWithin(url.pathname, ROUTES.signOut)) return FIRST_PAGE;
  return `${url.pathname}${url.search}` as ReturnPath;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
