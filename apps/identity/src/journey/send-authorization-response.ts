import { permit } from '@surety/web';
import type { FastifyReply } from 'fastify';
import type { ProtocolServices } from '../services.ts';
import type { Application } from '../tenant/tenant.ts';
import type { Language } from '../words/language.ts';
import { wordsIn } from '../words/words.ts';
import { setSsoSession } from './browser.ts';
import type { Completion } from './complete.ts';
import { formPostPage } from './form-post-page.ts';
import { formTarget } from './form-target.ts';

/**
 * Sends an application its answer, with the browser's new SSO session id when there is one. Never cached.
 * @param answer `language` is that of the page in between, where the answer is a form.
 */
export function sendAuthorizationResponse(
  services: Pick<ProtocolServices, 'origin' | 'brands'>,
  reply: FastifyReply,
  { response, ssoCookie, language, application }: Completion & { language: Language; application: Application },
): FastifyReply {
  reply.header('cache-control', 'no-store');
  if (ssoCookie !== undefined) setSsoSession(services, reply, ssoCookie);
  if (response.mode === 'redirect') return reply.redirect(response.url, 303);
  permit(reply, { formTargets: [formTarget(response.action)], scripts: true });
  const page = formPostPage(response, { words: wordsIn(language), brand: services.brands.of(application) });
  return reply.type('text/html; charset=utf-8').send(page.toString());
}
