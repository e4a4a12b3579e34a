import { addressOf } from '../accounts/sign-in-name.ts';
import { emailCodePage } from '../views/email-code-page.ts';
import { judgeCode, sendCode } from './codes.ts';
import { type Progress, withoutWords } from './progress.ts';
import { go, type Outcome, type Step, type StepContext } from './step.ts';

type Proof = {
  purpose: 'sign-up' | 'reset';
  /** The page on which the address was typed. */
  addressStep: Progress['step'];
  /** Where the journey goes with a proven address. */
  whenProven: (context: StepContext, email: string) => Promise<Progress>;
};

/** The page for a code that proves an address. It looks the same whether or not the address, or the user name, has an account. */
export function createAddressProof({ purpose, addressStep, whenProven }: Proof): Step {
  return {
    page: ({ journey }, { frame }) => {
      const { email = '', userName } = journey.progress;
      return emailCodePage({ ...frame, sentTo: userName === undefined ? { email } : { userName } });
    },
    actions: {
      async continue(context, form): Promise<Outcome> {
        const asked = await askedOf(context, purpose);
        return (await judgeCode(context, asked, form)) ?? go(await whenProven(context, asked.address));
      },
      async resend(context): Promise<Outcome> {
        const errors = await sendCode(context, await askedOf(context, purpose), 'code');
        if (errors.length > 0) return { kind: 'refused', errors };
        return go({ ...context.journey.progress, notice: 'code-sent' });
      },
      change: ({ journey }) => go({ ...withoutWords(journey.progress), step: addressStep }),
    },
  };
}

/** The address of a user name is looked up each time, and stands nowhere in the journey before a code proved it. */
async function askedOf({ services, journey }: StepContext, purpose: Proof['purpose']) {
  const { email, userName, step } = journey.progress;
  if (userName !== undefined)
    return { purpose, address: await addressOf(services.accounts, { userName }), isHidden: true };
  if (email === undefined) throw new Error(`a journey at ${step} has an address`);
  return { purpose, address: email };
}
