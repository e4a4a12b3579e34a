import { sessionCookieName, sessionCookieOptions } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProtocolServices } from '../services.ts';
import { findUserFlow, languagesOf } from '../tenant/find.ts';
import { chooseLanguage } from '../words/choose-language.ts';
import { asLanguage, type Language } from '../words/language.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The language of the journey that this request belongs to, once the journey is found. */
    journeyLanguage: Language | undefined;
  }
}

/** What a browser remembers until it is closed: the language that its person chose, and that of the journey it began last. */
const COOKIES = { chosen: 'identity-language', begun: 'identity-journey-language' } as const;

type Services = Pick<ProtocolServices, 'tenant' | 'origin'>;

/**
 * The language of a page: that of the journey, also of one that is over; where there is none, what the request asks for and
 * its user flow offers.
 * @param uiLocales of the authorization request, where it does not stand in this request itself.
 */
export function pageLanguage(
  services: Services,
  request: FastifyRequest,
  uiLocales = readUiLocales(request),
): Language {
  const begun = isOfJourney(request) ? asLanguage(remembered(services, request, 'begun')) : undefined;
  const known = request.journeyLanguage ?? begun;
  if (known !== undefined) return known;
  const { tenant } = services;
  return chooseLanguage(languagesOf(tenant, findUserFlow(tenant, userFlowName(request))), {
    uiLocales,
    chosen: remembered(services, request, 'chosen'),
    acceptLanguage: request.headers['accept-language'],
  });
}

/** Lets the browser remember a language: as its person's choice, or as that of the journey it begins. */
export function rememberLanguage(
  { origin }: Pick<Services, 'origin'>,
  reply: FastifyReply,
  { language, as }: { language: Language; as: keyof typeof COOKIES },
): void {
  reply.setCookie(sessionCookieName(origin, COOKIES[as]), language, sessionCookieOptions(origin));
}

function remembered({ origin }: Services, request: FastifyRequest, as: keyof typeof COOKIES): string | undefined {
  // A request that is refused before its cookies are read has none.
  const cookies = request.cookies as Record<string, string | undefined> | null;
  return cookies?.[sessionCookieName(origin, COOKIES[as])];
}

/** Whether the address is that of a journey's page. */
function isOfJourney({ params }: FastifyRequest): boolean {
  return (params as { journeyId?: unknown }).journeyId !== undefined;
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
