import { ProtocolError } from '../errors/protocol-error.ts';
import { parsePhoneNumber } from '../factors/phone-number.ts';
import { enrolTextPage } from '../views/enrol-text-page.ts';
import { judgeCode, sendCode } from './codes.ts';
import { enrol, mayPutOff, overtaken, putOff } from './enrolment.ts';
import { provenAccount } from './proceed.ts';
import { withoutWords } from './progress.ts';
import { hasProvenFactor } from './prove-factor.ts';
import { type Form, go, type Outcome, refuse, type Step, type StepContext } from './step.ts';

/** Sets up a telephone number for codes by text message: the number first, then the first code. */
export const enrolText: Step = {
  arrive: overtaken,
  page: (context, { frame, form }) =>
    enrolTextPage({ ...frame, number: pendingNumber(context), typed: form.number, mayPutOff: mayPutOff(context) }),
  actions: {
    continue: (context, form) =>
      pendingNumber(context) === undefined ? askForProof(context, form) : checkFirstCode(context, form),
    resend: (context) => sendTo(context, pendingNumber(context) ?? ''),
    change: ({ journey }) => {
      const { pendingNumber: _number, ...progress } = withoutWords(journey.progress);
      return go(progress);
    },
    later: putOff,
  },
};

function pendingNumber({ services, journey }: StepContext): string | undefined {
  const { accountId = '', pendingNumber: sealed } = journey.progress;
  return sealed === undefined ? undefined : services.phones.open(accountId, sealed);
}

function askForProof(context: StepContext, form: Form): Promise<Outcome> | Outcome {
  const number = parsePhoneNumber(form.number ?? '');
  if (number === undefined) return refuse('number', context.words.enrolment.numberFault);
  return sendTo(context, number);
}

async function sendTo(context: StepContext, number: string): Promise<Outcome> {
  const { services, journey } = context;
  if (!hasProvenFactor(journey.progress)) throw new Error('a number is set up only after a factor was proven');
  const account = await provenAccount(context, journey.progress);
  const field = journey.progress.pendingNumber === undefined ? 'number' : 'code';
  const errors = await sendCode(context, { purpose: 'text-message', address: number }, field);
  if (errors.length > 0) return { kind: 'refused', errors };
  const sealed = services.phones.seal(account.id, number);
  return go({ ...withoutWords(journey.progress), pendingNumber: sealed, notice: 'text-sent' });
}

async function checkFirstCode(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey } = context;
  const account = await provenAccount(context, journey.progress);
  const number = pendingNumber(context);
  const sealedSecret = journey.progress.pendingNumber;
  if (number === undefined || sealedSecret === undefined)
    throw new ProtocolError('AADB2C90046', {}, { detail: 'the waiting number does not open' });
  const refused = await judgeCode(context, { purpose: 'text-message', address: number }, form);
  if (refused) return refused;
  const factor = { accountId: account.id, method: 'text-message', sealedSecret } as const;
  return enrol(context, {
    account,
    method: 'text-message',
    proof: ['sms'],
    write: (transaction) => services.secondFactors.add(transaction, factor, services.clock()),
  });
}
