import { errorFor, type Html, html } from '@surety/web';
import { currentPasswordField } from './account-password-page.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Says what deleting an account means, and asks twice. */
export function accountDeletePage(props: Frame & { email: string }): Html {
  const fault = errorFor(props.errors, 'understood');
  return formPage({
    frame: props,
    title: 'Delete your account',
    intro: html`Your account <strong class="address">${props.email}</strong> is deleted for good: profile, password, second factors, and everything that is signed in. Nobody can bring it back.`,
    fields: html`<p class="small muted">A record of sign-ins and changes stays, under a number that names nobody. What ${props.application} itself keeps about you is a matter between you and ${props.application}.</p>
${currentPasswordField(props)}
<div class="field${fault && html` has-error`}">
${fault && html`<p class="field-error" id="understood-error">${fault}</p>`}
<label class="tick"><input type="checkbox" id="understood" name="understood" value="yes"${fault && html` aria-invalid="true" aria-describedby="understood-error"`}> I want to delete my account</label>
</div>`,
    submit: 'Delete my account',
    more: actionButton('back', 'Back'),
  });
}
