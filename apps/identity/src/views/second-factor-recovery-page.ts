import { errorFor, type Html, textField } from '@surety/web';
import { type Frame, formPage } from './layout.ts';
import { type OtherWay, waysInstead } from './ways-instead.ts';

/** Asks for a recovery code. */
export function secondFactorRecoveryPage(props: Frame & { otherWays: readonly OtherWay[] }): Html {
  const { factors, frame } = props.words;
  return formPage({
    frame: props,
    title: factors.recoveryTitle,
    intro: factors.recoveryIntro,
    fields: textField({
      name: 'code',
      label: factors.recoveryCode,
      error: errorFor(props.errors, 'code'),
      hint: factors.recoveryHint,
      autocomplete: 'off',
      width: 'narrow',
      maxLength: 40,
      required: true,
    }),
    submit: frame.continue,
    ways: waysInstead(props.words, props.otherWays),
  });
}
