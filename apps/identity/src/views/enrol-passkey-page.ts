import { errorFor, type Html, html, textField } from '@surety/web';
import { actionButton, type Frame, formPage } from './layout.ts';
import { PASSKEY_SCRIPT, passkeyField } from './passkey-field.ts';

/** Sets up a passkey and gives it a name. */
export function enrolPasskeyPage(
  props: Frame & { options: object; name: string | undefined; mayPutOff: boolean },
): Html {
  return formPage({
    frame: props,
    title: 'Set up a passkey',
    intro: 'Your browser asks where to keep it: on this device, on your telephone, or on a security key.',
    fields: [
      textField({
        name: 'name',
        label: 'Name of this passkey',
        value: props.name ?? 'My device',
        hint: 'So that you tell it from others later',
        error: errorFor(props.errors, 'name'),
        autocomplete: 'off',
        maxLength: 60,
        required: true,
      }),
      passkeyField('create', props.options),
    ],
    submit: 'Set up the passkey',
    ways: props.mayPutOff && html`<p class="way">${actionButton('later', 'Not now')}</p>`,
    scripts: [PASSKEY_SCRIPT],
  });
}
