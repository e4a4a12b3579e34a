import { type Asset, asset, type Html, html } from '@surety/web';
import type { Words } from '../words/words.ts';

/** Asks the device for a passkey and sends what it answers. */
export const PASSKEY_SCRIPT: Asset = asset(new URL('./passkey.js', import.meta.url));

/**
 * Where the script finds what to ask the device, and leaves its answer (WebAuthn Level 3, section 5.1).
 * @param ceremony `create` sets a passkey up, `get` uses one.
 */
export function passkeyField({ factors }: Words, ceremony: 'create' | 'get', options: object): Html {
  return html`<input type="hidden" name="passkey" data-passkey="${ceremony}" data-options="${JSON.stringify(options)}">
<p class="alert warning" role="alert" data-passkey-problem hidden>${factors.passkeySilent}</p>
<noscript><p class="alert warning">${factors.passkeyNeedsScript}</p></noscript>`;
}
