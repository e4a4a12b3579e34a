import { inTransaction, inTransientTransaction, isUniqueViolation } from '@surety/database';
import { csrfToken, type FieldError, permit } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { shownName } from '../branding/branding.ts';
import { ssoSessionId } from '../journey/browser.ts';
import { completeJourney } from '../journey/complete.ts';
import { formTarget } from '../journey/form-target.ts';
import { refuseJourney } from '../journey/refuse.ts';
import { sendAuthorizationResponse } from '../journey/send-authorization-response.ts';
import { journeyHref } from '../routes.ts';
import { browserName } from '../sign-ins/browser-name.ts';
import { askedLanguage, otherLanguages, speak } from './change-language.ts';
import { showable } from './form.ts';
import type { Progress } from './progress.ts';
import { type Elsewhere, type Form, type Outcome, type Step, type StepContext, Taken } from './step.ts';
import { STEPS } from './step-table.ts';

type Exchange = { request: FastifyRequest; reply: FastifyReply };
type Refused = { errors: FieldError[]; form: Form };

/** Does what a form's button says and answers: the next page, the same page with what is wrong, or the application. */
export async function act(context: StepContext, exchange: Exchange, form: Form): Promise<FastifyReply> {
  const language = askedLanguage(context, form);
  if (language) return showPage(await speak(context, exchange.reply, language), exchange.reply, { errors: [], form });
  const outcome = await press(context, form);
  if (outcome.kind === 'refused') return showPage(context, exchange.reply, { errors: outcome.errors, form });
  if (outcome.kind === 'end') return end(context, exchange.reply, outcome);
  if (outcome.kind === 'download') return download(exchange.reply, outcome);
  const progress = await move(context, outcome);
  if (!progress) return toCurrentPage(context, exchange.reply);
  if ('errors' in progress) return showPage(context, exchange.reply, { ...progress, form });
  await outcome.after?.();
  const moved = { ...context, journey: { ...context.journey, progress } };
  return progress.step === 'done'
    ? finish(moved, exchange.request, exchange.reply)
    : toCurrentPage(moved, exchange.reply);
}

/** Shows the page on which the journey stands; after a refusal with what was typed and what is wrong with it. */
export async function showPage(context: StepContext, reply: FastifyReply, refused: Refused): Promise<FastifyReply> {
  const { services, journey } = context;
  const { application, request } = journey;
  const frame = {
    words: context.words,
    languages: otherLanguages(context),
    application: shownName(application),
    brand: services.brands.of(application),
    csrf: csrfToken(services.secret, journey.id),
    errors: refused.errors,
    notice: refused.errors.length > 0 ? undefined : journey.progress.notice,
    confirming: journey.progress.accountId === undefined ? undefined : request.transactions,
  };
  const step = currentStep(context);
  const page = await step.page(context, { frame, form: showable(refused.form) });
  permit(reply, { formTargets: [formTarget(request.redirectUri)], scripts: step.runsScript === true });
  return reply
    .code(refused.errors.length > 0 ? 422 : 200)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.toString());
}

/** Leads the browser to the page on which the journey stands. */
export function toCurrentPage({ services, journey }: StepContext, reply: FastifyReply): FastifyReply {
  const href = journeyHref(services.tenant, journey, journey.progress.step);
  return reply.header('cache-control', 'no-store').redirect(href, 303);
}

/** Answers the application of a journey with nothing left to ask. */
export async function finish(
  { services, journey }: StepContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const completion = await completeJourney(
    services,
    { ...journey, browser: browserName(request) },
    ssoSessionId(services, request),
  );
  const { methods, accountId, email } = journey.progress;
  if (email !== undefined && makesFamiliar(journey)) services.familiarBrowsers.remember({ request, reply }, email);
  services.metrics.count('signIns', { outcome: 'signed-in' });
  services.logger.info({ event: 'signed-in', accountId, methods, userFlow: journey.userFlow.name });
  return sendAuthorizationResponse(services, reply, { ...completion, ...journey });
}

/**
 * Whether the browser is one that the person signs in with. It takes the password, known from before: one that this run
 * set by a mailbox counts only beside a factor that is no mailbox.
 */
function makesFamiliar({ userFlow, progress: { methods, isForgotPassword } }: StepContext['journey']): boolean {
  if (!methods.includes('pwd')) return false;
  const isReset = userFlow.kind === 'password-reset' || isForgotPassword === true;
  return !isReset || methods.some((method) => method !== 'pwd' && method !== 'email');
}

/** Lets a page that has nothing to ask move on; answers where to, once that is saved. */
export async function settle(context: StepContext): Promise<Progress | undefined> {
  const progress = await currentStep(context).arrive?.(context);
  return progress && save(context, { progress });
}

async function press(context: StepContext, form: Form): Promise<Outcome> {
  // A button of a list says which line it is of: `end:ID`.
  const [action = 'continue', subject] = (form.action ?? 'continue').split(/:(.*)/s);
  if (action === 'cancel') return { kind: 'end', code: 'AADB2C90091' };
  const { actions } = currentStep(context);
  return ((Object.hasOwn(actions, action) && actions[action]) || actions.continue)(
    context,
    subject === undefined ? form : { ...form, subject },
  );
}

/**
 * Saves the new progress and whatever belongs to it, or what happens instead where somebody was faster. `undefined` when
 * another request moved the journey meanwhile.
 */
async function move(context: Moved, outcome: Going): Promise<Elsewhere | undefined> {
  const { whenTaken } = outcome;
  try {
    return await save(context, outcome);
  } catch (error) {
    if (!whenTaken || !(isUniqueViolation(error) || error instanceof Taken)) throw error;
    const elsewhere = typeof whenTaken === 'function' ? await whenTaken() : whenTaken;
    return 'errors' in elsewhere ? elsewhere : save(context, { progress: elsewhere });
  }
}

type Moved = Pick<StepContext, 'services' | 'journey'>;
type Going = Extract<Outcome, { kind: 'go' }>;

function save(
  { services, journey }: Moved,
  { progress, write, isForgettable }: Pick<Going, 'progress' | 'write' | 'isForgettable'>,
): Promise<Progress | undefined> {
  // Progress alone may be lost with the power; what a step writes about the person may not.
  const run = write && !isForgettable ? inTransaction : inTransientTransaction;
  return run(services.db, async (transaction) => {
    if (!(await services.journeys.saveProgress(transaction, journey, progress))) return undefined;
    await write?.(transaction);
    return progress;
  });
}

function download(reply: FastifyReply, { fileName, content }: Extract<Outcome, { kind: 'download' }>): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .type('application/json; charset=utf-8')
    .send(content);
}

async function end(
  { services, journey }: StepContext,
  reply: FastifyReply,
  { code, typed }: Extract<Outcome, { kind: 'end' }>,
): Promise<FastifyReply> {
  const progress = { ...journey.progress, ...typed };
  const refusal = await refuseJourney(services, { ...journey, progress }, code);
  return sendAuthorizationResponse(services, reply, { ...refusal, ...journey });
}

function currentStep({ journey }: StepContext): Step {
  const { step } = journey.progress;
  if (step === 'done') throw new Error('a journey that is done has no page');
  return STEPS[step];
}
