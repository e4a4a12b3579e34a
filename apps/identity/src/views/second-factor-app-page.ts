import type { Html } from '@surety/web';
import { codeField } from './fields.ts';
import { type Frame, formPage } from './layout.ts';
import { type OtherWay, waysInstead } from './ways-instead.ts';

/** Asks for a code of the authenticator app. */
export function secondFactorAppPage(props: Frame & { otherWays: readonly OtherWay[] }): Html {
  const { factors, codes } = props.words;
  return formPage({
    frame: props,
    title: factors.title,
    intro: factors.appIntro,
    fields: codeField(props, factors.appCode),
    submit: codes.verify,
    ways: waysInstead(props.words, props.otherWays),
  });
}
