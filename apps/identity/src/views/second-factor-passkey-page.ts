import type { Html } from '@surety/web';
import { type Frame, formPage } from './layout.ts';
import { PASSKEY_SCRIPT, passkeyField } from './passkey-field.ts';
import { type OtherWay, waysInstead } from './ways-instead.ts';

/** Asks for a passkey of the person's. */
export function secondFactorPasskeyPage(props: Frame & { options: object; otherWays: readonly OtherWay[] }): Html {
  const { factors } = props.words;
  return formPage({
    frame: props,
    title: factors.title,
    intro: factors.passkeyIntro,
    fields: passkeyField(props.words, 'get', props.options),
    submit: factors.usePasskey,
    ways: waysInstead(props.words, props.otherWays),
    scripts: [PASSKEY_SCRIPT],
  });
}
