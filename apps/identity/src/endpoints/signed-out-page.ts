import { type Html, html } from '@surety/web';
import type { Brand } from '../branding/brands.ts';
import type { SignOutFrame } from '../single-sign-out/frames.ts';
import { hiddenFrames } from '../single-sign-out/page.ts';
import { layout } from '../views/layout.ts';
import type { Words } from '../words/words.ts';

type SignedOutProps = { words: Words; brand: Brand | undefined; frames: readonly SignOutFrame[] };

/** What a person sees after signing out when no application waits for them. */
export function signedOutPage({ words, brand, frames }: SignedOutProps): Html {
  return layout({
    words,
    brand,
    title: words.frame.signedOutTitle,
    content: html`<h1>${words.frame.signedOut}</h1>
<p>${words.frame.signedOutAdvice}</p>
${hiddenFrames(frames)}`,
  });
}
