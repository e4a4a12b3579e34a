/** Shortest and longest name that a person may choose; an import may bring shorter ones. */
export const USER_NAME_LENGTH = { shortest: 3, longest: 64 } as const;

/** The local part of an address (RFC 5321 dot-string), as B2C demands of the sign-in type `userName`. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/**
 * A user name in the form in which accounts are found: without spaces at its ends, in lower case.
 * @returns `undefined` when it can be none: an address, or letters that only look like those of English.
 */
export function parseUserName(typed: string): string | undefined {
  const name = typed.trim().toLowerCase();
  return name.length <= USER_NAME_LENGTH.longest && LOCAL_PART.test(name) ? name : undefined;
}

/** Names that would speak for the house or for nobody. */
const RESERVED = [
  'abuse',
  'account',
  'admin',
  'administrator',
  'anonymous',
  'everyone',
  'guest',
  'help',
  'helpdesk',
  'hostmaster',
  'identity',
  'info',
  'moderator',
  'nobody',
  'noreply',
  'null',
  'official',
  'owner',
  'postmaster',
  'root',
  'security',
  'service',
  'staff',
  'superuser',
  'support',
  'system',
  'undefined',
  'user',
  'username',
  'webmaster',
];

/** What is wrong with a name that a person wants to have; the words for it are in `words/`. */
export type UserNameFault = 'missing' | 'address' | 'letters' | 'length' | 'marks' | 'reserved';

/**
 * Finds what is wrong with a name that a person wants to have. Names that the eye takes for a reserved one (`adm1n`,
 * `sup-port`) are reserved as well, and so are several of them as one (`helpdesk.admin`), or with a number (`support24`).
 * @param alsoReserved names of the house itself, such as that of the tenant
 */
export function findUserNameFault(typed: string, alsoReserved: readonly string[] = []): UserNameFault | undefined {
  const name = typed.trim().toLowerCase();
  const { shortest, longest } = USER_NAME_LENGTH;
  if (name === '') return 'missing';
  if (name.includes('@')) return 'address';
  if (!/^[a-z0-9._-]+$/.test(name)) return 'letters';
  if (name.length < shortest || name.length > longest) return 'length';
  if (/^[._-]|[._-]$|\.\./.test(name)) return 'marks';
  const reserved = [...RESERVED, ...alsoReserved].map(looksOf).filter((word) => word !== '');
  // A number at the end makes it no other office.
  const looks = [name, name.replace(/\d+$/, '')].map(looksOf).filter((look) => look !== '');
  return looks.some((look) => isMadeOf(look, reserved)) ? 'reserved' : undefined;
}

/** Whether a text consists of these words alone. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  if (text === '') return true;
  return words.some((word) => text.startsWith(word) && isMadeOf(text.slice(word.length), words));
}

const LOOKALIKES: Record<string, string> = { '0': 'o', '1': 'l', i: 'l', '3': 'e', '4': 'a', '5': 's', '7': 't' };

/** How a name looks at a glance: names with one look may be taken for one another. */
function looksOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[._-]/g, '')
    .replace(/[013457i]/g, (character) => LOOKALIKES[character] ?? character)
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}
