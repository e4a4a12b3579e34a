import type { Html } from '@surety/web';
import { addressText } from './address-text.ts';
import { codeField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';
import { type OtherWay, waysInstead } from './ways-instead.ts';

/** Asks for the code that was sent by text message, or offers to send it. */
export function secondFactorTextPage(
  props: Frame & { number: string; isCodeSent: boolean; otherWays: readonly OtherWay[] },
): Html {
  const { isCodeSent, words } = props;
  const { factors, codes } = words;
  const number = addressText(props.number);
  return formPage({
    frame: props,
    title: factors.title,
    intro: isCodeSent ? factors.textSentTo(number) : factors.willTextTo(number),
    fields: isCodeSent && codeField(props),
    submit: isCodeSent ? codes.verify : codes.send,
    more: isCodeSent && actionButton('resend', codes.sendNew, 'secondary'),
    ways: waysInstead(words, props.otherWays),
  });
}
