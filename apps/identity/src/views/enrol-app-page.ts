import { type Html, html } from '@surety/web';
import { codeField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Shows the secret of a new authenticator app, for a camera and for a hand, and asks for the first code. */
export function enrolAppPage(
  props: Frame & { account: string; secret: string; qrCodeHref: string; mayPutOff: boolean },
): Html {
  const { enrolment, factors, codes } = props.words;
  return formPage({
    frame: props,
    title: enrolment.appTitle,
    intro: enrolment.appIntro,
    fields: [
      html`<div class="qr"><img src="${props.qrCodeHref}" alt="${enrolment.appPicture}" width="200" height="200"></div>
<details>
<summary>${enrolment.appCannotScan}</summary>
<dl class="facts">
<div><dt>${enrolment.appAccount}</dt><dd>${props.account}</dd></div>
<div><dt>${enrolment.appSecret}</dt><dd class="mono">${props.secret.replace(/(.{4})(?=.)/g, '$1 ')}</dd></div>
</dl>
</details>`,
      codeField(props, factors.appCode),
    ],
    submit: codes.verify,
    ways: props.mayPutOff && html`<p class="way">${actionButton('later', enrolment.later)}</p>`,
  });
}
