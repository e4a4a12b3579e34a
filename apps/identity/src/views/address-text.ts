import { type Html, html } from '@surety/web';

/** An address, a number or a name in a sentence. A long e-mail address breaks after its @, so that no full stop stands alone in a line. */
export function addressText(text: string): Html {
  const [local = '', ...domain] = text.split(/(?<=@)/);
  return html`<strong class="address">${local}${domain.map((part) => html`<wbr>${part}`)}</strong>`;
}
