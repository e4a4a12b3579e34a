import {
  type Asset,
  csrfField,
  document,
  errorSummary,
  type FieldError,
  type Html,
  type HtmlValue,
  html,
} from '@surety/web';
import type { TransactionDetail } from '../authorize/authorization-details.ts';
import type { Notice } from '../steps/progress.ts';
import { IDENTITY_STYLES } from './styles.ts';
import { transactionSummary } from './transaction-summary.ts';

/** What every page of a journey shows. */
export type Frame = {
  /** Name of the application that asks. */
  application: string;
  csrf: string;
  errors: readonly FieldError[];
  notice?: Notice | undefined;
  /** What the person confirms by going on; shown once it is known who they are. */
  confirming?: readonly TransactionDetail[] | undefined;
};

const NOTICES: Record<Notice, string> = {
  'code-sent': 'Verification code has been sent to your inbox. Please copy it to the input box below.',
  'text-sent': 'A verification code is on its way to your telephone.',
  'factor-removed': 'It is removed and confirms nothing any more.',
  'prove-again': 'It is some minutes since you confirmed that it is you. Please do so once more; then choose again.',
  'password-changed': 'Your password is changed. Everything else that was signed in has to sign in again.',
  'sign-in-ended': 'It is signed out. What it still shows ends within the hour.',
  'sign-ins-ended': 'Everything is signed out. What is still shown somewhere ends within the hour.',
  'factor-added': 'It is set up and confirms that it is you from now on.',
  'email-verified': 'E-mail address verified. You can now continue.',
};

/** A page of this house: one card in the middle of a tinted ground. */
export function layout(props: {
  title: string;
  content: Html;
  isWide?: boolean;
  scripts?: readonly Asset[];
  styles?: readonly Asset[];
}): Html {
  return document({
    title: props.title,
    house: 'identity',
    styles: [...IDENTITY_STYLES, ...(props.styles ?? [])],
    scripts: props.scripts ?? [],
    body: html`<div class="hall">
<p class="house" aria-hidden="true"><span class="seal"></span>Surety <span class="muted">identity</span></p>
<main id="content" class="card stack${props.isWide && html` wide-card`}" tabindex="-1">
${props.content}
</main>
</div>`,
  });
}

export type FormPage = {
  frame: Frame;
  title: string;
  /** What the page is for, in a sentence or two. */
  intro: HtmlValue;
  fields: HtmlValue;
  /** Label of the button that the Enter key presses; left out where the fields are buttons themselves. */
  submit?: string;
  /** Further buttons beside it. */
  more?: HtmlValue;
  /** Below the buttons: other ways to go on. */
  ways?: HtmlValue;
  scripts?: readonly Asset[];
};

/** A page of a journey. It names the application, works without script, and can always be cancelled. */
export function formPage({ frame, title, intro, fields, submit, more, ways, scripts }: FormPage): Html {
  const { application, csrf, errors, notice, confirming } = frame;
  return layout({
    title: `${errors.length > 0 ? 'Error: ' : ''}${title} – ${application}`,
    scripts: scripts ?? [],
    content: html`<header class="stack">
<p class="asks"><strong>${application}</strong> <span class="muted">asks you:</span></p>
<h1>${title}</h1>
${intro && html`<p class="muted">${intro}</p>`}
</header>
${errorSummary(errors)}
${notice && html`<p class="alert success" role="status">${NOTICES[notice]}</p>`}
${confirming && transactionSummary(confirming)}
<form method="post" class="stack" novalidate>
${csrfField(csrf)}
${fields}
${submit && html`<p class="actions"><button class="button" type="submit" name="action" value="continue">${submit}</button>${more}</p>`}
${ways}
<footer class="leave"><button class="button quiet" type="submit" name="action" value="cancel">Cancel and go back to ${application}</button></footer>
</form>`,
  });
}

/** A button that does something else than the main one. It looks like a link where it leads to another page. */
export function actionButton(action: string, label: string, look: 'quiet' | 'secondary' = 'quiet'): Html {
  return html`<button class="button ${look}" type="submit" name="action" value="${action}">${label}</button>`;
}
