import { createSealedBox, type SealedBox } from '@surety/web';

/** One box for each kind of thing that the portal keeps: what is sealed in one does not open in another. */
export type PortalBoxes = { sessions: SealedBox; tokens: SealedBox; forms: SealedBox; attempts: SealedBox };

/** The boxes of every replica that has this secret. */
export function createPortalBoxes(sessionSecret: string): PortalBoxes {
  const boxFor = (purpose: string): SealedBox => createSealedBox(sessionSecret, `portal ${purpose}`);
  return {
    sessions: boxFor('sessions'),
    tokens: boxFor('tokens'),
    forms: boxFor('forms'),
    attempts: boxFor('attempts'),
  };
}
