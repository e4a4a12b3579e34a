import type { Account } from '../accounts/account.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { AppSetup } from '../factors/authenticator-app.ts';
import { qrCodeHref } from '../factors/qr-code.ts';
import { hasApp } from '../factors/second-factor-repository.ts';
import { enrolAppPage } from '../views/enrol-app-page.ts';
import { CODE_WORDS } from './codes.ts';
import { readCode } from './form.ts';
import { nextStep } from './next-step.ts';
import { provenAccount } from './proceed.ts';
import { type Progress, withoutWords } from './progress.ts';
import { type Form, go, type Outcome, refuse, type Step, type StepContext } from './step.ts';

/**
 * Sets up an authenticator app, for a person whom an e-mail code proved a moment ago in this journey. Whoever set one up
 * elsewhere meanwhile is asked for its code: this page neither replaces it nor leads past it.
 */
export const enrolApp: Step = {
  async arrive(context) {
    const { progress } = context.journey;
    return (await isSetUp(context)) ? toTheApp(progress) : undefined;
  },
  async page(context, { frame }) {
    const account = await provenAccount(context, context.journey.progress);
    const { secret, uri } = openSetup(context, account);
    const { methods } = context.journey.userFlow.secondFactor;
    return enrolAppPage({
      ...frame,
      account: account.email,
      secret,
      qrCodeHref: await qrCodeHref(uri),
      allowsEmail: methods.includes('email-code'),
    });
  },
  actions: {
    continue: checkFirstCode,
    later: async (context) => {
      const { progress, userFlow } = context.journey;
      if (await isSetUp(context)) return go(toTheApp(progress));
      if (!userFlow.secondFactor.methods.includes('email-code')) return go(progress);
      return go(finished(context.journey, progress));
    },
  },
};

async function isSetUp({ services, journey }: StepContext): Promise<boolean> {
  return hasApp(await services.secondFactors.list(journey.progress.accountId ?? ''));
}

/** The code by mail proved nothing that an enrolled app leaves open. */
function toTheApp(progress: Progress): Progress {
  const { pendingAppSecret: _secret, isEnrollingApp: _isEnrolling, ...rest } = withoutWords(progress);
  return { ...rest, step: 'second-factor-app', methods: rest.methods.filter((method) => method !== 'email') };
}

async function checkFirstCode(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey } = context;
  const { code, errors } = readCode(form);
  if (code === undefined) return { kind: 'refused', errors };
  const account = await provenAccount(context, journey.progress);
  if (await isSetUp(context)) return go(toTheApp(journey.progress));
  const { sealedSecret } = openSetup(context, account);
  if (!(await services.apps.mayTry(account.id))) return refuse('code', CODE_WORDS['too-many-tries']);
  const enrolment = { accountId: account.id, sealedSecret };
  const step = services.apps.stepOf({ ...enrolment, code });
  if (step === undefined) return refuse('code', CODE_WORDS.wrong);
  const proven: Progress = {
    ...journey.progress,
    methods: [...journey.progress.methods, 'otp'],
    authenticatedAt: services.clock().getTime(),
  };
  return {
    kind: 'go',
    progress: finished(journey, proven),
    write: async (transaction) => {
      await services.apps.enrol(transaction, { ...enrolment, step });
      const affected = { ...account, application: journey.application.name };
      await services.securityEvents.record(transaction, affected, {
        event: 'factor-added',
        method: 'authenticator-app',
      });
    },
    whenTaken: toTheApp(journey.progress),
    after: async () => {
      services.logger.info({ event: 'second-factor-enrolled', accountId: account.id, method: 'authenticator-app' });
      await services.securityEvents.deliver();
    },
  };
}

function finished({ userFlow }: StepContext['journey'], proven: Progress): Progress {
  const { pendingAppSecret: _secret, isEnrollingApp: _isEnrolling, ...progress } = withoutWords(proven);
  return { ...progress, step: nextStep(userFlow, progress) };
}

function openSetup({ services, journey }: StepContext, account: Account): AppSetup {
  const { methods, pendingAppSecret } = journey.progress;
  if (!methods.includes('email')) throw new Error('an app is set up only after the e-mail code');
  const setup = pendingAppSecret === undefined ? undefined : services.apps.reopen(account, pendingAppSecret);
  if (!setup) throw new ProtocolError('AADB2C90046', {}, { detail: 'the waiting secret does not open' });
  return setup;
}
