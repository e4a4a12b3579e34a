import type { Html } from '@surety/web';
import { type Frame, formPage } from './layout.ts';
import { PASSKEY_SCRIPT, passkeyField } from './passkey-field.ts';
import { type OtherWay, waysInstead } from './ways-instead.ts';

/** Asks for a passkey of the person's. */
export function secondFactorPasskeyPage(props: Frame & { options: object; otherWays: readonly OtherWay[] }): Html {
  return formPage({
    frame: props,
    title: 'Confirm that it is you',
    intro: 'Your browser asks for your passkey: your fingerprint, face, PIN or security key.',
    fields: passkeyField('get', props.options),
    submit: 'Use your passkey',
    ways: waysInstead(props.otherWays),
    scripts: [PASSKEY_SCRIPT],
  });
}
