import { type Html, html } from '@surety/web';
import { codeField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Shows the secret of a new authenticator app, for a camera and for a hand, and asks for the first code. */
export function enrolAppPage(
  props: Frame & { account: string; secret: string; qrCodeHref: string; mayPutOff: boolean },
): Html {
  return formPage({
    frame: props,
    title: 'Set up your authenticator app',
    intro: 'Scan the picture with your app, then type the code that it shows.',
    fields: [
      html`<div class="qr"><img src="${props.qrCodeHref}" alt="QR code for your authenticator app" width="200" height="200"></div>
<details>
<summary>You cannot scan it?</summary>
<dl class="facts">
<div><dt>Account name</dt><dd>${props.account}</dd></div>
<div><dt>Secret</dt><dd class="mono">${props.secret.replace(/(.{4})(?=.)/g, '$1 ')}</dd></div>
</dl>
</details>`,
      codeField(props.errors, 'Code from your app'),
    ],
    submit: 'Verify code',
    ways: props.mayPutOff && html`<p class="way">${actionButton('later', 'Not now')}</p>`,
  });
}
