import { sessionCookieName, sessionCookieOptions } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProtocolServices } from '../services.ts';
import { findUserFlow, languagesOf } from '../tenant/find.ts';
import { chooseLanguage } from '../words/choose-language.ts';
import type { Language } from '../words/language.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The language of the journey that this request belongs to, once the journey is found. */
    journeyLanguage: Language | undefined;
  }
}

const COOKIE = 'identity-language';

/**
 * The language of a page: that of the journey; where there is none, what the request asks for and its user flow offers.
 * @param uiLocales of the authorization request, where it does not stand in this request itself.
 */
export function pageLanguage(
  { tenant, origin }: Pick<ProtocolServices, 'tenant' | 'origin'>,
  request: FastifyRequest,
  uiLocales = readUiLocales(request),
): Language {
  if (request.journeyLanguage !== undefined) return request.journeyLanguage;
  return chooseLanguage(languagesOf(tenant, findUserFlow(tenant, userFlowName(request))), {
    uiLocales,
    // A request that is refused before its cookies are read has none.
    chosen: (request.cookies as Record<string, string | undefined> | null)?.[sessionCookieName(origin, COOKIE)],
    acceptLanguage: request.headers['accept-language'],
  });
}

/** Remembers, until the browser is closed, which language the person chose there. */
export function rememberLanguage(
  { origin }: Pick<ProtocolServices, 'origin'>,
  reply: FastifyReply,
  language: Language,
): void {
  reply.setCookie(sessionCookieName(origin, COOKIE), language, sessionCookieOptions(origin));
}

function readUiLocales(request: FastifyRequest): string | undefined {
  const { ui_locales: uiLocales } = { ...(request.query as object), ...(request.body as object | undefined) } as {
    ui_locales?: unknown;
  };
  return typeof uiLocales === 'string' ? uiLocales : undefined;
}

/** In the path, or in the query parameter `p`. */
function userFlowName(request: FastifyRequest): string {
  const { userFlow = (request.query as { p?: unknown }).p } = request.params as { userFlow?: unknown };
  return typeof userFlow === 'string' ? userFlow : '';
}
