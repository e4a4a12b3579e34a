import { inTransientTransaction } from '@surety/database';
import type { FastifyReply } from 'fastify';
import { rememberLanguage } from '../journey/page-language.ts';
import { languagesOf } from '../tenant/find.ts';
import type { Language } from '../words/language.ts';
import { wordsIn } from '../words/words.ts';
import type { Form, StepContext } from './step.ts';

/** The languages that a page offers besides its own. */
export function otherLanguages({ services, journey }: StepContext): readonly Language[] {
  return languagesOf(services.tenant, journey.userFlow).filter((language) => language !== journey.language);
}

/** The language whose button was pressed: `language:es`. */
export function askedLanguage(context: StepContext, form: Form): Language | undefined {
  return otherLanguages(context).find((language) => form.action === `language:${language}`);
}

/** Goes on in another language. It is remembered in the browser as well, for the journeys that follow. */
export async function speak(context: StepContext, reply: FastifyReply, language: Language): Promise<StepContext> {
  const { services, journey } = context;
  await inTransientTransaction(services.db, (transaction) =>
    services.journeys.changeLanguage(transaction, journey.id, language),
  );
  for (const as of ['chosen', 'begun'] as const) rememberLanguage(services, reply, { language, as });
  return { ...context, journey: { ...journey, language }, words: wordsIn(language) };
}
