import { assertCsrfToken, assertSameOrigin, CSRF_FIELD, networkOf, serveAssets } from '@surety/web';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { atDoor } from '../doors/door.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { ssoSessionId } from '../journey/browser.ts';
import type { Journey } from '../journey/journey.ts';
import { loadJourney } from '../journey/load.ts';
import { JOURNEY_PATTERN } from '../routes.ts';
import { isToken } from '../tokens/hash-token.ts';
import { PASSKEY_SCRIPT } from '../views/passkey-field.ts';
import { HOUSE_STYLE } from '../views/styles.ts';
import { wordsIn } from '../words/words.ts';
import { act, finish, settle, showPage, toCurrentPage } from './answer.ts';
import { readForm } from './form.ts';
import type { Progress } from './progress.ts';
import type { StepServices } from './services.ts';
import type { StepContext } from './step.ts';

type PageParams = { tenant: string; userFlow: string; journeyId: string; step: string };

const PAGE = `${JOURNEY_PATTERN}/:step`;

/** The pages of journeys. Whatever page is asked for, the one on which the journey stands is shown. */
export function registerSteps(app: FastifyInstance, everywhere: StepServices): void {
  serveAssets(app, [HOUSE_STYLE, PASSKEY_SCRIPT]);

  app.get<{ Params: PageParams }>(PAGE, async (request, reply) => {
    const services = atDoor(everywhere, request);
    const context = await contextOf(services, request);
    if (context.journey.progress.step === 'done') return finish(context, request, reply);
    if (!isOn(context.journey, request)) return toCurrentPage(context, reply);
    const moved: Progress | undefined = await settle(context);
    return moved ? toCurrentPage(context, reply) : showPage(context, reply, { errors: [], form: {} });
  });

  app.post<{ Params: PageParams }>(PAGE, async (request, reply) => {
    const services = atDoor(everywhere, request);
    assertSameOrigin(request, services.origin);
    const context = await contextOf(services, request);
    const form = readForm(request.body);
    assertCsrfToken(services.secret, context.journey.id, form[CSRF_FIELD]);
    if (context.journey.progress.step === 'done') return finish(context, request, reply);
    // A form of an earlier page does nothing: no step is skipped, and none is taken twice.
    if (!isOn(context.journey, request)) return toCurrentPage(context, reply);
    return act(context, { request, reply }, form);
  });
}

async function contextOf(
  services: StepServices,
  request: FastifyRequest<{ Params: PageParams }>,
): Promise<StepContext> {
  const familiarId = (email: string) => services.familiarBrowsers.idFor(request, email);
  const sessionId = ssoSessionId(services, request);
  const journey = await findJourney(services, request);
  request.asking = journey.application;
  request.journeyLanguage = journey.language;
  if (journey.request.state !== undefined) request.joinTrace(journey.request.state);
  return {
    services,
    journey,
    network: networkOf(request.ip),
    ip: request.ip,
    familiarId,
    ssoSessionId: sessionId,
    words: wordsIn(journey.language),
  };
}

async function findJourney(services: StepServices, request: FastifyRequest<{ Params: PageParams }>): Promise<Journey> {
  const { journeyId } = request.params;
  if (!isToken(journeyId)) throw new ProtocolError('AADB2C90046');
  return loadJourney(services, request, journeyId);
}

function isOn({ progress, userFlow }: Journey, { params }: { params: PageParams }): boolean {
  return params.step === progress.step && params.userFlow.toLowerCase() === userFlow.name.toLowerCase();
}
