import type { Guest } from '../stage/guest.ts';
import type { Mailbox } from '../stage/mailbox.ts';
import { appCode, demoPerson } from '../stage/people.ts';
import type { Name, Provider } from './kind.ts';

type IdentityPages = Pick<Provider, 'signIn' | 'prove' | 'cancel' | 'endSession'> &
  Required<Pick<Provider, 'resetPassword'>>;

/** How people get through identity's own pages, in whichever dialect it was asked. */
export function identityPages(mailbox: Mailbox): IdentityPages {
  return {
    signIn,
    resetPassword: (guest, name, newPassword) => resetPassword(guest, { name, newPassword }, mailbox),
    prove: (guest, name) => giveSecondFactor(guest, name, mailbox),
    cancel: (guest) => guest.press(/^Cancel and go back/),
    endSession: async () => {},
  };
}

async function signIn(guest: Guest, name: Name, password = demoPerson(name).password): Promise<void> {
  const { email } = demoPerson(name);
  await guest.fill('E-mail address', email);
  await guest.fill('Password', password);
  await guest.press('Sign in');
}

/** The password first, where the page asks for that; then a code by mail, or of the app where the person has one. */
async function giveSecondFactor(guest: Guest, name: Name, mailbox: Mailbox): Promise<void> {
  const { email, appSecret } = demoPerson(name);
  if (await guest.says('Forgot your password?')) await signIn(guest, name);
  if (appSecret !== undefined) {
    await guest.fill('Code from your app', appCode(appSecret));
    return guest.press('Verify code');
  }
  if (await guest.says('A code by e-mail')) await guest.press('A code by e-mail');
  if (await guest.says('Send verification code')) await guest.press('Send verification code');
  await guest.fill('Verification code', await mailbox.newestCode(email));
  await guest.press('Verify code');
}

async function resetPassword(
  guest: Guest,
  { name, newPassword }: { name: Name; newPassword: string },
  mailbox: Mailbox,
): Promise<void> {
  const { email } = demoPerson(name);
  await guest.press('Forgot your password?');
  await guest.fill('E-mail address', email);
  await guest.press('Send verification code');
  await guest.fill('Verification code', await mailbox.newestCode(email));
  await guest.press('Verify code');
  await guest.fill('New password', newPassword);
  await guest.fill('Confirm new password', newPassword);
  await guest.press('Continue');
}
