import { csrfToken } from '@surety/web';
import type { PortalServices } from '../services.ts';
import type { PortalSession } from './session.ts';

/** Name of the hidden field that says whose form it is. */
export const OWNER_FIELD = 'owner';

/**
 * Marks a form as one person's, whatever their session. A parked form comes back to its browser, and the next who signs in
 * there may be somebody else: where the address of a page is the same for everybody, only this tells them apart.
 */
export function ownerMark(
  { sessionSecret }: Pick<PortalServices, 'sessionSecret'>,
  { issuer, subject }: Pick<PortalSession, 'issuer' | 'subject'>,
): string {
  return csrfToken(sessionSecret, `owner:${JSON.stringify([issuer, subject])}`);
}
