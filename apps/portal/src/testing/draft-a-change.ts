import { aPerson, aPolicy } from './builders.ts';
import { formFields, type TestBrowser } from './test-browser.ts';
import type { TestPortal } from './test-portal.ts';

const FORM = '/policies/SUR-100001/beneficiaries';

/** Gives somebody a policy and shares it among two; answers the address of the change. */
export async function draftAChange(portal: TestPortal, browser: TestBrowser, subject: string): Promise<string> {
  portal.api.state.policies.set('SUR-100001', { owner: subject, version: 1, policy: aPolicy() });
  const second = aPerson('Annabella King', { allocation: 4_000 });
  const policy = aPolicy({ designation: [aPerson('Byron King', { allocation: 6_000 }), second] });
  portal.api.state.policies.set('SUR-100001', { owner: subject, version: 1, policy });
  const fields = formFields((await browser.get(FORM)).body, FORM);
  const response = await browser.post(FORM, { ...fields, action: 'review' });
  return String(response.headers.location);
}

/** Presses Confirm on the review page; answers the answer. */
export async function pressConfirm(browser: TestBrowser, change: string) {
  const action = `${change}/confirmation`;
  return browser.post(action, formFields((await browser.get(change)).body, action));
}
