import { Refusal } from '@surety/web';
import type { Caller } from '../access/bearer.ts';
import { noSuchEndorsement } from '../endorsements/refusals.ts';
import type { Services } from '../services.ts';
import { confirmationOf } from './confirmation.ts';

/**
 * The printable confirmation of one of the caller's endorsements, and the name of its file.
 * @throws Refusal `no-such-endorsement` (404), `not-in-effect` (409)
 */
export async function getConfirmation(
  { endorsements, clock }: Pick<Services, 'endorsements' | 'clock'>,
  { policyholderId }: Caller,
  id: string,
): Promise<{ body: Uint8Array<ArrayBuffer>; fileName: string }> {
  const group = policyholderId === undefined ? undefined : await endorsements.group(policyholderId, id);
  const record = group?.find((each) => each.id === id);
  if (!group || !record) throw noSuchEndorsement();
  const now = clock();
  const confirmation = confirmationOf(record, { now, together: group.filter((each) => each.id !== id) });
  if (!confirmation) throw notInEffect();
  // Loaded with the first document: most processes never print one.
  const { printConfirmation } = await import('./print-confirmation.ts');
  return { body: await printConfirmation(confirmation, now), fileName: `${record.number}.pdf` };
}

function notInEffect(): Refusal {
  return new Refusal({
    code: 'not-in-effect',
    status: 409,
    message: 'This change never took effect, so there is nothing to confirm.',
  });
}
