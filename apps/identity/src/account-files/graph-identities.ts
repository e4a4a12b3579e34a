import { parseEmailAddress } from '../accounts/email-address.ts';
import { parseUserName } from '../accounts/user-name.ts';
import { type Members, textOf, userNameFault } from './members.ts';

/** How a user of Microsoft Graph signs in, as far as it is taken; or why it is not. */
export type Identities = { email: string; userName?: string } | { message: string; isUnsupported?: true };

/**
 * Reads `identities` (resource type objectIdentity): one e-mail address, one user name, or both. Who has a user name alone
 * needs an address for codes, which Graph has as `mail` or among `otherMails`. Other ways to sign in are not taken.
 */
export function readIdentities({ identities, mail, otherMails }: Members): Identities {
  const all = (Array.isArray(identities) ? identities : []) as Members[];
  const of = (type: string): string[] =>
    all.filter(({ signInType }) => signInType === type).map((each) => textOf(each.issuerAssignedId));
  const [address, ...moreAddresses] = of('emailAddress');
  const [name, ...moreNames] = of('userName');
  if (moreAddresses.length > 0) return { message: 'holds several e-mail addresses; an account has one.' };
  if (moreNames.length > 0) return { message: 'holds several user names; an account has one.' };
  if (address === undefined && name === undefined) {
    const others = [...new Set(all.map(({ signInType }) => textOf(signInType)))].join(', ') || 'nothing';
    return { message: `holds no sign-in by emailAddress or userName, but ${others}.`, isUnsupported: true };
  }
  const given = address ?? textOf(mail ?? (Array.isArray(otherMails) ? otherMails[0] : undefined));
  if (given === '') return { message: 'holds a user name alone; codes need an address, as mail or in otherMails.' };
  const email = parseEmailAddress(given);
  if (email === undefined) return { message: `"${given.slice(0, 80)}" is no e-mail address.` };
  if (name === undefined) return { email };
  const userName = parseUserName(name);
  return userName === undefined ? { message: userNameFault(name) ?? '' } : { email, userName };
}
