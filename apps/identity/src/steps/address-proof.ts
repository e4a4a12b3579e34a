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

/** The page for a code that proves an address. It looks the same whether or not the address has an account. */
export function createAddressProof({ purpose, addressStep, whenProven }: Proof): Step {
  return {
    page: ({ journey }, { frame }) => emailCodePage({ ...frame, email: journey.progress.email ?? '' }),
    actions: {
      async continue(context, form): Promise<Outcome> {
        const email = typedEmail(context);
        const errors = await judgeCode(context, { purpose, address: email }, form);
        return errors.length > 0 ? { kind: 'refused', errors } : go(await whenProven(context, email));
      },
      async resend(context): Promise<Outcome> {
        const errors = await sendCode(context, { purpose, address: typedEmail(context) }, 'code');
        if (errors.length > 0) return { kind: 'refused', errors };
        return go({ ...context.journey.progress, notice: 'code-sent' });
      },
      change: ({ journey }) => go({ ...withoutWords(journey.progress), step: addressStep }),
    },
  };
}

function typedEmail({ journey }: StepContext): string {
  const { email, step } = journey.progress;
  if (email === undefined) throw new Error(`a journey at ${step} has an address`);
  return email;
}
