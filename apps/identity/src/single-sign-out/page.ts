import { asset, type Html, html } from '@surety/web';
import type { Brand } from '../branding/brands.ts';
import { layout } from '../views/layout.ts';
import type { Words } from '../words/words.ts';
import type { SignOutFrame } from './frames.ts';

/** Goes on to the application as soon as the frames have loaded, and after three seconds in any case. */
export const GO_ON = asset(new URL('./go-on.js', import.meta.url));

/** Seconds after which a browser without script goes on by itself. */
export const WITHOUT_SCRIPT_SECONDS = 5;

type SigningOutProps = { words: Words; brand: Brand | undefined; frames: readonly SignOutFrame[]; goOnTo: string };

/** What a person sees for a moment after a sign-out, while other applications hear of it in hidden frames. */
export function signingOutPage({ words, brand, frames, goOnTo }: SigningOutProps): Html {
  return layout({
    words,
    brand,
    title: words.frame.signedOutTitle,
    scripts: [GO_ON],
    content: html`<h1>${words.frame.signedOut}</h1>
<p>${words.frame.signedOutElsewhere}</p>
<p class="actions"><a class="button" href="${goOnTo}" data-go-on>${words.frame.continue}</a></p>
${hiddenFrames(frames)}`,
  });
}

/**
 * The frames in which applications hear that a person signed out. Each keeps its own cookies and may run its own script, but
 * can neither lead the whole page away nor open windows.
 */
export function hiddenFrames(frames: readonly SignOutFrame[]): Html[] {
  return frames.map(
    ({ uri }) =>
      html`<iframe src="${uri}" hidden title="" sandbox="allow-scripts allow-same-origin" referrerpolicy="no-referrer"></iframe>`,
  );
}
