import { enrolPasskeyPage } from '../views/enrol-passkey-page.ts';
import { enrol, mayPutOff, overtaken, putOff } from './enrolment.ts';
import { provenAccount } from './proceed.ts';
import { withoutWords } from './progress.ts';
import { hasProvenFactor } from './prove-factor.ts';
import { partyOf } from './second-factor-passkey.ts';
import { type Form, type Outcome, refuse, type Step, type StepContext } from './step.ts';

const LONGEST_NAME = 60;
const MOST_PASSKEYS = 20;

/** Sets up a passkey. Its page needs script; without it the person puts it off. */
export const enrolPasskey: Step = {
  runsScript: true,
  async arrive(context) {
    const { services, journey } = context;
    const elsewhere = await overtaken(context);
    if (elsewhere) return elsewhere;
    if (journey.progress.passkeyChallenge !== undefined) return undefined;
    return { ...withoutWords(journey.progress), passkeyChallenge: services.random.token() };
  },
  async page(context, { frame, form }) {
    const account = await provenAccount(context, context.journey.progress);
    return enrolPasskeyPage({
      ...frame,
      options: await context.services.passkeys.enrolmentOptions(account, partyOf(context)),
      name: form.name,
      mayPutOff: mayPutOff(context),
    });
  },
  actions: { continue: checkAnswer, later: putOff },
};

/** What a person calls their passkey, or what is wrong with the name. */
export function readPasskeyName({ words }: Pick<StepContext, 'words'>, form: Form): { name: string; fault?: string } {
  const { passkeyNameMissing, passkeyNameTooLong, passkeyNameUnusable } = words.enrolment;
  const name = (form.name ?? '').normalize('NFC').trim();
  if (name === '') return { name, fault: passkeyNameMissing };
  if ([...name].length > LONGEST_NAME) return { name, fault: passkeyNameTooLong(LONGEST_NAME) };
  if (/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(name)) return { name, fault: passkeyNameUnusable };
  return { name };
}

async function checkAnswer(context: StepContext, form: Form): Promise<Outcome> {
  const { services, journey, words } = context;
  if (!hasProvenFactor(journey.progress)) throw new Error('a passkey is set up only after a factor was proven');
  const account = await provenAccount(context, journey.progress);
  const { name, fault } = readPasskeyName(context, form);
  if (fault !== undefined) return refuse('name', fault);
  if ((await services.passkeys.list(account.id)).length >= MOST_PASSKEYS)
    return refuse('', words.enrolment.tooManyPasskeys(MOST_PASSKEYS));
  const passkey = await services.passkeys.checkEnrolment(account.id, partyOf(context), {
    answer: form.passkey ?? '',
    name,
  });
  if (!passkey) return refuse('', words.enrolment.passkeyFailed);
  return enrol(context, {
    account,
    method: 'passkey',
    proof: [passkey.deviceType === 'singleDevice' ? 'hwk' : 'swk'],
    write: (transaction) => services.passkeys.enrol(transaction, passkey),
  });
}
