import { createFormBrowser, type FormBrowserOptions } from './form-browser.ts';
import type { Guest } from './guest.ts';
import { fieldNamed, optionOf, targetOf } from './page-forms.ts';
import { holds, textOf } from './page-text.ts';

/** Somebody with a browser without eyes or script: a hundred times as fast as a real one, for stories that need no more. */
export type PlainGuest = Guest & {
  /** HTTP status of the page. */
  status(): number;
  /** Another browser with the same cookies. */
  twin(): PlainGuest;
};

export type PlainGuestOptions = FormBrowserOptions & {
  /** Addresses that are not asked for any more when a redirect leads there. */
  stopsAt?: (url: URL) => boolean;
};

/** Opens a browser without eyes. */
export function aPlainGuest({ stopsAt, ...options }: PlainGuestOptions = {}): PlainGuest {
  const browser = createFormBrowser(stopsAt, options);
  const typed = new Map<string, string>();
  const where = () =>
    `${browser.url.split('?')[0]} (${browser.status}), which says: ${textOf(browser.body).slice(0, 1500)}`;
  const field = (label: string, number: number): string => {
    const name = fieldNamed(browser.body, label, number);
    if (name === undefined) throw new Error(`no field "${label}" (${number}) on ${where()}`);
    return name;
  };
  const go = async (step: Promise<void>): Promise<void> => {
    typed.clear();
    await step;
  };
  return {
    url: () => browser.url,
    status: () => browser.status,
    visit: (url) => go(browser.open(url)),
    fill: async (label, value, number = 0) => void typed.set(field(label, number), value),
    async choose(label, option, number = 0) {
      const name = field(label, number);
      const value = optionOf(browser.body, name, option);
      if (value === undefined) throw new Error(`no option "${option}" of "${label}" on ${where()}`);
      typed.set(name, value);
    },
    press(name) {
      const target = targetOf(browser.body, name);
      if (target === undefined) throw new Error(`nothing to press called ${name} on ${where()}`);
      if ('href' in target) return go(browser.open(target.href));
      const { form, name: button, value } = target;
      const values = new Map([...form.values, ...typed, ...(button === undefined ? [] : [[button, value] as const])]);
      const body = new URLSearchParams([...values]);
      const address = new URL(form.action || browser.url, browser.url);
      if (form.method === 'post') return go(browser.post(address.href, body));
      address.search = body.toString();
      return go(browser.open(address.href));
    },
    async sees(text) {
      if (!holds(textOf(browser.body), text)) throw new Error(`no ${text} on ${where()}`);
    },
    says: async (text) => holds(textOf(browser.body), text),
    twin: () => aPlainGuest({ ...options, ...(stopsAt && { stopsAt }), cookies: browser.cookies() }),
    leave: async () => {},
  };
}
