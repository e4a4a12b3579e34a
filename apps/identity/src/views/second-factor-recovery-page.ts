import { errorFor, type Html, textField } from '@surety/web';
import { type Frame, formPage } from './layout.ts';
import { type OtherWay, waysInstead } from './ways-instead.ts';

/** Asks for a recovery code. */
export function secondFactorRecoveryPage(props: Frame & { otherWays: readonly OtherWay[] }): Html {
  return formPage({
    frame: props,
    title: 'Use a recovery code',
    intro: 'Type one of the codes that you kept when you set up your second factor. Each works once.',
    fields: textField({
      name: 'code',
      label: 'Recovery code',
      error: errorFor(props.errors, 'code'),
      hint: 'Ten letters and digits',
      autocomplete: 'off',
      width: 'narrow',
      maxLength: 40,
      required: true,
    }),
    submit: 'Continue',
    ways: waysInstead(props.otherWays),
  });
}
