import type { Html } from '@surety/web';
import { codeField } from './fields.ts';
import { type Frame, formPage } from './layout.ts';
import { type OtherWay, waysInstead } from './ways-instead.ts';

/** Asks for a code of the authenticator app. */
export function secondFactorAppPage(props: Frame & { otherWays: readonly OtherWay[] }): Html {
  return formPage({
    frame: props,
    title: 'Confirm that it is you',
    intro: 'Open your authenticator app and type the code that it shows now.',
    fields: codeField(props.errors, 'Code from your app'),
    submit: 'Verify code',
    ways: waysInstead(props.otherWays),
  });
}
