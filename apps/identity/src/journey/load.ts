import type { FastifyRequest } from 'fastify';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { ProtocolServices } from '../services.ts';
import { browserHash } from './browser.ts';
import type { Journey } from './journey.ts';

/**
 * The journey of a page's URL, for the browser that began it.
 * @throws ProtocolError AADB2C90046 when there is none, it expired, it ended, or another browser began it.
 */
export async function loadJourney(
  services: Pick<ProtocolServices, 'journeys' | 'clock' | 'origin'>,
  request: FastifyRequest,
  id: string,
): Promise<Journey> {
  const browser = browserHash(services, request);
  const journey = browser && (await services.journeys.find(id, browser, services.clock()));
  if (!journey) throw new ProtocolError('AADB2C90046');
  return journey;
}
