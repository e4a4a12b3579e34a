import { asRefusal, type Refusal } from '@surety/web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { askingApplication } from '../branding/asking.ts';
import { pageLanguage } from '../journey/page-language.ts';
import type { ProtocolServices } from '../services.ts';
import { hiddenFrames } from '../single-sign-out/page.ts';
import { errorPage } from '../views/error-page.ts';
import { wordsIn } from '../words/words.ts';
import { asAway, asBusy } from './as-protocol-error.ts';
import { noteRefusal } from './note-refusal.ts';
import { ProtocolError } from './protocol-error.ts';

/** Shows refusals and defects as pages with B2C's lines: code, correlation id, time. */
export function handleErrors(
  app: FastifyInstance,
  services: Pick<ProtocolServices, 'clock' | 'tenant' | 'origin' | 'brands'>,
): void {
  app.decorateRequest('asking', undefined);
  const show = (thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const refusal = refusalOf(thrown);
    const { code, message, status } = refusal;
    noteRefusal('refused', refusal, thrown, { request, reply });
    const words = wordsIn(pageLanguage(services, request));
    const brand = services.brands.of(askingApplication(request, services.tenant));
    const at = services.clock();
    const frames = hiddenFrames(request.signOutFrames ?? []);
    const page = errorPage(words, { code, message, status, correlationId: request.id, at, brand, frames });
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page.toString());
  };
  app.decorateRequest('journeyLanguage', undefined);
  app.decorateRequest('signOutFrames', undefined);
  app.setErrorHandler(show);
  app.setNotFoundHandler((request, reply) => show(new ProtocolError('AADB2C90025'), request, reply));
}

function refusalOf(thrown: unknown): Refusal {
  const refusal = asRefusal(thrown) ?? asAway(thrown) ?? new ProtocolError('AADB2C90048');
  return asBusy(refusal) ?? refusal;
}
