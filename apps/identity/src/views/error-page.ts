import { type Html, html } from '@surety/web';
import type { Brand } from '../branding/brands.ts';
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
};

const ADVICE = [
  {
    test: (code: string) => code === 'AADB2C90244',
    text: 'Many requests came from where you are. Wait a few minutes, then go back and try again.',
  },
  {
    test: (code: string) => code === 'AADB2C90035',
    text: 'Too many people are here at this moment. Nothing was changed; go back and try again in a few seconds.',
  },
  { test: (code: string) => code === 'AADB2C90046', text: 'Go back to the application and start again from there.' },
  {
    test: (code: string) => ['AADB2C90209', 'AADB2C90210', 'AADB2C90272'].includes(code),
    text: 'You are still signed in. Go back to the application and sign out there.',
  },
  {
    test: (code: string) => ['AADB2C90036', 'AADB2C90067'].includes(code),
    text: 'You are signed out. The application wanted to lead you to an address that it did not register; tell its makers the code below.',
  },
  { test: (code: string) => code === 'form-not-ours', text: 'Go back, reload the page and send the form again.' },
  {
    test: (code: string) => code.startsWith('AADB2C'),
    text: 'The application asked for something that cannot be done. Tell its makers the code below.',
  },
];

/** The page of an error that cannot be told to the application. */
export function errorPage({ code, message, correlationId, at, status, brand }: ErrorPageProps): Html {
  const advice = ADVICE.find(({ test }) => test(code))?.text;
  const isOurFault = status >= 500 && status !== 503;
  return layout({
    title: 'We could not continue',
    brand,
    content: html`<h1>${isOurFault ? 'Something went wrong on our side' : 'We could not continue'}</h1>
<p class="alert error" role="alert">${message}</p>
<p>${advice ?? (isOurFault ? 'Please try again in a while.' : 'Go back and try again.')}</p>
<dl class="facts small">
<div><dt>Code</dt><dd>${code}</dd></div>
<div><dt>Correlation ID</dt><dd class="mono">${correlationId}</dd></div>
<div><dt>Timestamp</dt><dd>${at.toISOString().slice(0, 19).replace('T', ' ')}Z</dd></div>
</dl>`,
  });
}
