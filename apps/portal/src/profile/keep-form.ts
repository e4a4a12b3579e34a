import { CSRF_FIELD } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PortalServices } from '../services.ts';
import type { FormFields } from '../session/guard-form.ts';

/** Keeps what somebody typed, for this browser, until it comes back from the sign-in service. */
export async function keepForm(
  { browserMark, parkedForms, clock }: Pick<PortalServices, 'browserMark' | 'parkedForms' | 'clock'>,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { place, fields: { [CSRF_FIELD]: _, ...fields } }: { place: string; fields: FormFields },
): Promise<void> {
  const browserHash = browserMark.readOrSet(request, reply);
  await parkedForms.park({ browserHash, place, fields }, clock().getTime());
}
