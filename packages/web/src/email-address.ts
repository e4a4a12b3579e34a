import { domainToASCII } from 'node:url';

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const TYPED_DOMAIN = /^[\p{Letter}\p{Mark}\p{Number}.-]+$/u;
const DOMAIN = /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+$/;

/**
 * An e-mail address in the one form in which it is stored, compared and written to: lower case, without spaces
 * around it, its domain in ASCII. `undefined` for what is no address. Quoted local parts (RFC 5321 4.1.2) are not
 * taken: nobody has one, and they could carry line breaks into a mail's header.
 */
export function parseEmailAddress(text: string): string | undefined {
  const typed = text.trim().toLowerCase();
  const at = typed.lastIndexOf('@');
  if (at < 1 || typed.length > 254) return undefined;
  const local = typed.slice(0, at);
  const typedDomain = typed.slice(at + 1);
  // Line breaks and percent signs would not survive the conversion below, which drops and decodes them.
  if (!TYPED_DOMAIN.test(typedDomain)) return undefined;
  const domain = domainToASCII(typedDomain);
  if (local.length > 64 || !LOCAL_PART.test(local) || !DOMAIN.test(domain)) return undefined;
  return `${local}@${domain}`;
}
