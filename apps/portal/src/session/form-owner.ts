import { csrfToken, type Html, html } from '@surety/web';
import type { PortalServices } from '../services.ts';
import type { PortalSession } from './session.ts';

/** Name of the hidden field that says whose form it is. */
export const OWNER_FIELD = 'owner';

/**
 * Marks a form as one person's, whatever their session. A parked form comes back to its browser, and the next who signs in
 * there may be somebody else: where several people may open the same page, only this tells them apart.
 */
export function ownerMark(
  { sessionSecret }: Pick<PortalServices, 'sessionSecret'>,
  { issuer, subject }: Pick<PortalSession, 'issuer' | 'subject'>,
): string {
  return csrfToken(sessionSecret, `owner:${JSON.stringify([issuer, subject])}`);
}

/** The hidden field that carries {@link ownerMark}. */
export function ownerField(mark: string): Html {
  return html`<input type="hidden" name="${OWNER_FIELD}" value="${mark}">`;
}
