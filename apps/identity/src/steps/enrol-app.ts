import { inTransaction } from '@surety/database';
import type { Account } from '../accounts/account.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { AppSetup } from '../factors/authenticator-app.ts';
import { qrCodeHref } from '../factors/qr-code.ts';
import { newFactorMail } from '../mail/messages.ts';
import { enrolAppPage } from '../views/enrol-app-page.ts';
import { CODE_WORDS } from './codes.ts';
import { readCode } from './form.ts';
import { nextStep } from './next-step.ts';
import { provenAccount } from './proceed.ts';
import { type Progress, withoutWords } from './progress.ts';
import { type Form, go, type Outcome, refuse, type Step, type StepContext } from './step.ts';

/** Sets up an authenticator app, for a person whom an e-mail code proved a moment ago in this journey. */
export const enrolApp: Step = {
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
    later: ({ journey }) => {
      const { progress, userFlow } = journey;
      if (!userFlow.secondFactor.methods.includes('email-code')) return go(progress);
      return go(finished(journey, progress));
    },
  },
};

async function checkFirstCode(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey } = context;
  const { code, errors } = readCode(form);
  if (code === undefined) return { kind: 'refused', errors };
  const account = await provenAccount(context, journey.progress);
  const { sealedSecret } = openSetup(context, account);
  if (!(await services.apps.mayTry(account.id))) return refuse('code', CODE_WORDS['too-many-tries']);
  const enrolment = { accountId: account.id, sealedSecret, code };
  const isEnrolled = await inTransaction(services.db, (transaction) => services.apps.enrol(transaction, enrolment));
  if (!isEnrolled) return refuse('code', CODE_WORDS.wrong);
  const proven: Progress = {
    ...journey.progress,
    methods: [...journey.progress.methods, 'otp'],
    authenticatedAt: services.clock().getTime(),
  };
  return {
    kind: 'go',
    progress: finished(journey, proven),
    after: async () => {
      services.logger.info({ event: 'second-factor-enrolled', accountId: account.id, method: 'authenticator-app' });
      await services.mailer.send(newFactorMail(account.email, journey.application.name));
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
