import { type Html, html } from '@surety/web';
import type { Brand } from '../branding/brands.ts';
import type { Words } from '../words/words.ts';
import { layout } from './layout.ts';

/** What a person can read out to support, and what to do next. */
export type ErrorPageProps = {
  /** `AADB2C…`, or the code of a refusal. */
  code: string;
  message: string;
  correlationId: string;
  at: Date;
  status: number;
  brand?: Brand | undefined;
  /** Frames in which applications hear of a sign-out whose way back was refused. */
  frames?: readonly Html[];
};

type Kind = keyof Words['errors']['kinds'];

const KINDS: Readonly<Record<string, Kind>> = {
  AADB2C90244: 'throttled',
  AADB2C90035: 'busy',
  AADB2C90046: 'lost',
  AADB2C90209: 'stillSignedIn',
  AADB2C90210: 'stillSignedIn',
  AADB2C90232: 'stillSignedIn',
  AADB2C90233: 'stillSignedIn',
  AADB2C90272: 'stillSignedIn',
  AADB2C90036: 'signedOut',
  AADB2C90067: 'signedOut',
  AADB2C90025: 'nowhere',
  AADB2C90048: 'ours',
  'form-not-ours': 'formNotOurs',
};

function kindOf({ code, status }: Pick<ErrorPageProps, 'code' | 'status'>): Kind {
  if (Object.hasOwn(KINDS, code)) return KINDS[code] ?? 'other';
  if (status >= 500) return 'ours';
  return /^(AADB2C|SURETY)/.test(code) ? 'application' : 'other';
}

/** The page of an error that cannot be told to the application. B2C's own words are for whoever made that, and English. */
export function errorPage(words: Words, props: ErrorPageProps): Html {
  const { code, message, correlationId, at, status, brand, frames } = props;
  const { errors } = words;
  const kind = kindOf({ code, status });
  const [what, advice] = errors.kinds[kind];
  return layout({
    words,
    title: errors.title,
    brand,
    content: html`<h1>${kind === 'ours' ? errors.ourFaultTitle : errors.title}</h1>
<p class="alert error" role="alert">${what}</p>
<p>${advice}</p>
<dl class="facts small">
<div><dt>${errors.code}</dt><dd>${code}</dd></div>
<div><dt>${errors.message}</dt><dd lang="en">${message}</dd></div>
<div><dt>${errors.correlationId}</dt><dd class="mono">${correlationId}</dd></div>
<div><dt>${errors.timestamp}</dt><dd>${at.toISOString().slice(0, 19).replace('T', ' ')}Z</dd></div>
</dl>
${frames}`,
  });
}
