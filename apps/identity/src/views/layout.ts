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
import type { Brand } from '../branding/brands.ts';
import type { Notice } from '../steps/progress.ts';
import { LANGUAGE_NAMES, type Language } from '../words/language.ts';
import { type Words, wordsIn } from '../words/words.ts';
import { brandHead, brandLinks } from './brand-marks.ts';
import { HOUSE_ICON, IDENTITY_STYLES } from './styles.ts';
import { transactionSummary } from './transaction-summary.ts';

/** What every page of a journey shows. */
export type Frame = {
  /** Every text of its language. */
  words: Words;
  /** Other languages in which it can be read. */
  languages: readonly Language[];
  /** Name of the application that asks. */
  application: string;
  brand: Brand | undefined;
  csrf: string;
  errors: readonly FieldError[];
  notice?: Notice | undefined;
  /** What the person confirms by going on; shown once it is known who they are. */
  confirming?: readonly TransactionDetail[] | undefined;
};

/** A page of this house: one card in the middle of a tinted ground. */
export function layout(props: {
  /** Of the page's language; a page for developers is in English and needs none. */
  words?: Words;
  title: string;
  content: Html;
  isWide?: boolean;
  scripts?: readonly Asset[];
  styles?: readonly Asset[];
  brand?: Brand | undefined;
}): Html {
  const { brand } = props;
  const words = props.words ?? wordsIn('en');
  const { language, frame } = words;
  return document({
    language,
    skipToContent: frame.skipToContent,
    title: props.title,
    house: 'identity',
    styles: [...IDENTITY_STYLES, ...(props.styles ?? []), ...(brand?.style ? [brand.style] : [])],
    scripts: props.scripts ?? [],
    icon: brand?.icon ?? HOUSE_ICON,
    body: html`<div class="hall">
${brandHead(brand)}
<main id="content" class="card stack${props.isWide && html` wide-card`}" tabindex="-1">
${props.content}
</main>
${brandLinks(brand, words)}
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
  const { application, csrf, errors, notice, confirming, words, languages } = frame;
  return layout({
    words,
    title: `${errors.length > 0 ? words.frame.errorTitle(title) : title} – ${application}`,
    scripts: scripts ?? [],
    brand: frame.brand,
    content: html`<header class="stack">
<p class="asks"><strong>${application}</strong> <span class="muted">${words.frame.asksYou}</span></p>
<h1>${title}</h1>
${intro && html`<p class="muted">${intro}</p>`}
</header>
${errorSummary(errors, words.frame.errorSummary)}
${notice && html`<p class="alert success" role="status">${words.notices[notice]}</p>`}
${confirming && transactionSummary(words, confirming)}
<form method="post" class="stack" novalidate>
${csrfField(csrf)}
${fields}
${submit && html`<p class="actions"><button class="button" type="submit" name="action" value="continue">${submit}</button>${more}</p>`}
${ways}
<footer class="leave">${actionButton('cancel', words.frame.cancel(application))}
${languages.length > 0 && html`<p class="languages">${languages.map(languageButton)}</p>`}</footer>
</form>`,
  });
}

/** A button that does something else than the main one. It looks like a link where it leads to another page. */
export function actionButton(action: string, label: string, look: 'quiet' | 'secondary' = 'quiet'): Html {
  return html`<button class="button ${look}" type="submit" name="action" value="${action}">${label}</button>`;
}

/** Shows the same page in another language, and what was typed with it. It says so in that language. */
function languageButton(language: Language): Html {
  return html`<button class="button quiet" type="submit" name="action" value="language:${language}" lang="${language}">${LANGUAGE_NAMES[language]}</button>`;
}
