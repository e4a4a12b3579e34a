import { readCode } from './inbox.ts';
import type { Surety } from './surety.ts';
import type { Visitor } from './visitor.ts';

/** The row of the form with this number, counted over both classes. */
export const row = (visitor: Visitor, index: number) => visitor.page.locator('fieldset.beneficiary').nth(index);

export async function fillPerson(visitor: Visitor, index: number, name: string): Promise<void> {
  const fields = row(visitor, index);
  await fields.getByLabel('Full legal name', { exact: true }).fill(name);
  await fields.getByLabel('Relationship to the insured', { exact: true }).selectOption('child');
  await fields.getByLabel('Date of birth', { exact: true }).fill('1999-04-05');
}

/** Adds one child and shares equally: from the list of policies to the page that shows before and after. */
export async function draftChild(visitor: Visitor, policy: RegExp, name: string): Promise<void> {
  await visitor.press('Policies');
  await visitor.press(policy);
  await visitor.press('Change beneficiaries');
  await visitor.press('Add a person');
  await fillPerson(visitor, 1, name);
  await visitor.press('Share equally');
  await visitor.press('Review the change');
}

export async function proveByMail(visitor: Visitor, surety: Surety, email: string): Promise<void> {
  await visitor.press(/A code by e-mail/);
  await visitor.fill('Verification code', await readCode(visitor, surety, email));
  await visitor.press('Verify code');
}

/** The newest code, asked for by its button where the page waits for that. */
export async function secondCode(visitor: Visitor, surety: Surety, email: string): Promise<string> {
  const send = visitor.page.getByRole('button', { name: 'Send verification code' });
  if ((await send.count()) > 0) await visitor.press('Send verification code');
  return readCode(visitor, surety, email);
}
