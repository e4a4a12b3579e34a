import type { Name, Provider } from '../kinds/kind.ts';
import type { OwnClient } from '../kinds/own-client.ts';
import type { Guest } from '../stage/guest.ts';
import type { Mailbox } from '../stage/mailbox.ts';
import type { PlainGuest } from '../stage/plain-guest.ts';
import type { Surety } from '../stage/surety.ts';

/** Everything a story plays with. It asks the provider for what differs, and never which kind it is. */
export type Scene = {
  surety: Surety;
  provider: Provider;
  mailbox: Mailbox;
  /** Somebody with a real browser. */
  inChromium(): Promise<Guest>;
  /** Somebody whose browser is enough for forms. */
  inPlainBrowser(): PlainGuest;
  /** Ends this person's session at the provider and nowhere else. */
  leaveProvider(guest: Guest): Promise<void>;
  /** A client of the same provider without a portal. */
  ownClient(): Promise<OwnClient>;
};

/** What one person lives through with portal and api, told once for every kind of provider. */
export type Story = { rule: string; tell(scene: Scene): Promise<void> };

/** From the portal's first page to the first page after the sign-in. */
export async function signInAs(
  guest: Guest,
  name: Name,
  { surety, provider }: Pick<Scene, 'surety' | 'provider'>,
): Promise<void> {
  await guest.visit(surety.portal);
  await guest.press('Sign in');
  if (guest.url().startsWith(surety.portal)) throw new Error('the provider did not ask who this is');
  await provider.signIn(guest, name);
  if (!guest.url().startsWith(surety.portal)) throw new Error(`the sign-in ended at ${guest.url().split('?')[0]}`);
}

/** A change of beneficiaries: of which policy, whom it adds, and how many people are named there already. */
export type Addition = { policy: string; adds: string; beside: number };

/** Adds one person to the beneficiaries and shares equally, up to the page that shows before and after. */
export async function draft(
  guest: Guest,
  { policy, adds, beside }: Addition,
  { surety }: Pick<Scene, 'surety'>,
): Promise<void> {
  await guest.visit(`${surety.portal}/policies/${policy}/beneficiaries`);
  await guest.press('Add a person');
  await guest.fill('Full legal name', adds, beside);
  await guest.choose('Relationship to the insured', 'Child', beside);
  await guest.fill('Date of birth', '1999-04-05', beside);
  await guest.press('Share equally');
  await guest.press('Review the change');
  await guest.sees('Check your change');
}

/** Confirms what the page shows: the portal must send the person to the provider, who asks for the second factor. */
export async function confirm(
  guest: Guest,
  name: Name,
  { surety, provider }: Pick<Scene, 'surety' | 'provider'>,
): Promise<void> {
  await guest.press('Confirm this change');
  if (guest.url().startsWith(surety.portal)) throw new Error('nobody asked for the second factor');
  await provider.prove(guest, name);
}
