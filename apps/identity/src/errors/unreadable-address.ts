import type { UnreadableRequest } from '@surety/web';
import type { ProtocolServices } from '../services.ts';
import { languagesOf } from '../tenant/find.ts';
import { errorPage } from '../views/error-page.ts';
import { chooseLanguage } from '../words/choose-language.ts';
import { wordsIn } from '../words/words.ts';

/** The page about an address that cannot be read, in the language that the browser prefers: nothing else is known of it. */
export function unreadableAddressPage(
  { tenant, clock, brands }: Pick<ProtocolServices, 'tenant' | 'clock' | 'brands'>,
  { id: correlationId, headers }: UnreadableRequest,
  message: string,
): string {
  const words = wordsIn(chooseLanguage(languagesOf(tenant), { acceptLanguage: headers['accept-language'] }));
  const brand = brands.of(undefined);
  return errorPage(words, {
    code: 'malformed-request',
    message,
    status: 400,
    correlationId,
    at: clock(),
    brand,
  }).toString();
}
