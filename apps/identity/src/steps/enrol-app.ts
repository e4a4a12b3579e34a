import type { Account } from '../accounts/account.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import type { AppSetup } from '../factors/authenticator-app.ts';
import { qrCodeHref } from '../factors/qr-code.ts';
import { enrolAppPage } from '../views/enrol-app-page.ts';
import { refuseCode } from './codes.ts';
import { enrol, mayPutOff, overtaken, putOff } from './enrolment.ts';
import { readCode } from './form.ts';
import { provenAccount } from './proceed.ts';
import { hasProvenFactor } from './prove-factor.ts';
import { type Form, go, type Outcome, type Step, type StepContext } from './step.ts';

/**
 * Sets up an authenticator app, for a person who proved a factor a moment ago in this journey. Whoever set a factor up
 * elsewhere meanwhile is asked for it: this page neither replaces it nor leads past it.
 */
export const enrolApp: Step = {
  arrive: overtaken,
  async page(context, { frame }) {
    const account = await provenAccount(context, context.journey.progress);
    const { secret, uri } = openSetup(context, account);
    return enrolAppPage({
      ...frame,
      account: account.email,
      secret,
      qrCodeHref: await qrCodeHref(uri),
      mayPutOff: mayPutOff(context),
    });
  },
  actions: {
    continue: checkFirstCode,
    later: putOff,
  },
};

async function checkFirstCode(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey } = context;
  const { code, errors } = readCode(context, form);
  if (code === undefined) return { kind: 'refused', errors };
  const account = await provenAccount(context, journey.progress);
  const elsewhere = await overtaken(context);
  if (elsewhere) return go(elsewhere);
  const { sealedSecret } = openSetup(context, account);
  if (!(await services.apps.mayTry(account.id))) return refuseCode(context, 'too-many-tries');
  const enrolment = { accountId: account.id, sealedSecret };
  const step = services.apps.stepOf({ ...enrolment, code });
  if (step === undefined) return refuseCode(context, 'wrong');
  return enrol(context, {
    account,
    method: 'authenticator-app',
    proof: ['otp'],
    write: (transaction) => services.apps.enrol(transaction, { ...enrolment, step }),
  });
}

function openSetup({ services, journey }: StepContext, account: Account): AppSetup {
  const { pendingAppSecret } = journey.progress;
  if (!hasProvenFactor(journey.progress)) throw new Error('an app is set up only after a factor was proven');
  const setup = pendingAppSecret === undefined ? undefined : services.apps.reopen(account, pendingAppSecret);
  if (!setup) throw new ProtocolError('AADB2C90046', {}, { detail: 'the waiting secret does not open' });
  return setup;
}
