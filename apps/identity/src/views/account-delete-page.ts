import { errorFor, type Html, html } from '@surety/web';
import { currentPasswordField } from './account-password-page.ts';
import { addressText } from './address-text.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Says what deleting an account means, and asks twice. */
export function accountDeletePage(props: Frame & { email: string }): Html {
  const words = props.words.accountDelete;
  const fault = errorFor(props.errors, 'understood');
  return formPage({
    frame: props,
    title: words.title,
    intro: words.intro(addressText(props.email)),
    fields: html`<p class="small muted">${words.whatStays(props.application)}</p>
${currentPasswordField(props)}
<div class="field${fault && html` has-error`}">
${fault && html`<p class="field-error" id="understood-error">${fault}</p>`}
<label class="tick"><input type="checkbox" id="understood" name="understood" value="yes"${fault && html` aria-invalid="true" aria-describedby="understood-error"`}> ${words.understood}</label>
</div>`,
    submit: props.words.account.delete,
    more: actionButton('back', props.words.frame.back),
  });
}
