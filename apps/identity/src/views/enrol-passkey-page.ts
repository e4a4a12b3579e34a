import { errorFor, type Html, html, textField } from '@surety/web';
import { actionButton, type Frame, formPage } from './layout.ts';
import { PASSKEY_SCRIPT, passkeyField } from './passkey-field.ts';

/** Sets up a passkey and gives it a name. */
export function enrolPasskeyPage(
  props: Frame & { options: object; name: string | undefined; mayPutOff: boolean },
): Html {
  const { enrolment } = props.words;
  return formPage({
    frame: props,
    title: enrolment.passkeyTitle,
    intro: enrolment.passkeyIntro,
    fields: [
      textField({
        name: 'name',
        label: enrolment.passkeyName,
        value: props.name ?? enrolment.passkeyFirstName,
        hint: enrolment.passkeyNameHint,
        error: errorFor(props.errors, 'name'),
        autocomplete: 'off',
        maxLength: 60,
        required: true,
      }),
      passkeyField(props.words, 'create', props.options),
    ],
    submit: enrolment.passkeySubmit,
    ways: props.mayPutOff && html`<p class="way">${actionButton('later', enrolment.later)}</p>`,
    scripts: [PASSKEY_SCRIPT],
  });
}
