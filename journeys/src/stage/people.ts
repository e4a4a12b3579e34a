import { TOTP } from 'otpauth';
import { demoPolicies } from '../../../apps/api/src/seed/demo-policies.ts';
import { DEMO_PEOPLE, DEMO_STAFF, type DemoPerson } from '../../../apps/identity/src/accounts/demo-people.ts';
import { readCode } from './inbox.ts';
import type { Surety } from './surety.ts';
import type { Visitor } from './visitor.ts';

/** The demo person with this given name. */
export function demoPerson(givenName: string): DemoPerson {
  const person = [...DEMO_PEOPLE, ...DEMO_STAFF].find(({ attributes }) => attributes.given_name === givenName);
  if (!person) throw new Error(`there is no demo person ${givenName}`);
  return person;
}

/** Signs in at the portal as a demo person, from its first page. */
export async function signIn(visitor: Visitor, surety: Surety, { email, password }: DemoPerson): Promise<void> {
  await visitor.visit(surety.portal);
  await visitor.press('Sign in');
  await visitor.fill('E-mail address', email);
  await visitor.fill('Password', password);
  await visitor.press('Sign in');
}

/** Someone new: an address of their own, signed up with a code from the inbox. */
export async function signUp(
  visitor: Visitor,
  surety: Surety,
  person: { email: string; password: string },
): Promise<void> {
  await visitor.visit(surety.portal);
  await visitor.press('Sign in or create an account');
  await visitor.press('Sign up now');
  await visitor.fill('E-mail address', person.email);
  await visitor.press('Send verification code');
  await visitor.fill('Verification code', await readCode(visitor, surety, person.email));
  await visitor.press('Verify code');
  await visitor.fill('New password', person.password);
  await visitor.fill('Confirm new password', person.password);
  await visitor.fill('Given name', 'Nora');
  await visitor.fill('Surname', 'Demo');
  await visitor.fill('Display name (optional)', 'Nora Demo');
  await visitor.fill('City (optional)', 'Lisbon');
  await visitor.choose('Country or region (optional)', 'Portugal');
  await visitor.press('Create');
}

/** What the authenticator app with this secret shows now. */
export function appCode(secret: string): string {
  return new TOTP({ secret }).generate();
}

/** How many policies a demo person has from the start. */
export function policiesOf({ email }: DemoPerson): number {
  return demoPolicies[email]?.length ?? 0;
}
