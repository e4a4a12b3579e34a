import assert from 'node:assert/strict';
import { pressConfirm } from './draft-a-change.ts';
import { formFields, type TestBrowser } from './test-browser.ts';
import { signIn, type TestPortal } from './test-portal.ts';
import { ADA } from './test-tokens.ts';

/** The form for the beneficiaries of Ada's policy. */
export const FORM = '/policies/SUR-100001/beneficiaries';

/** A second beneficiary, for whom the first one gives up a part, as the form sends them. */
export const SECOND = {
  'beneficiaries/0/allocation': '60',
  'beneficiaries/1/class': 'primary',
  'beneficiaries/1/kind': 'person',
  'beneficiaries/1/name': 'Anne Isabella King',
  'beneficiaries/1/relationship': 'child',
  'beneficiaries/1/bornOn': '1991-09-22',
  'beneficiaries/1/allocation': '40',
  'beneficiaries/1/distribution': 'per-stirpes',
};

/** The browser of Ada, who is signed in and has one policy, of which no change was drafted yet. */
export async function browserOfAda(portal: TestPortal): Promise<TestBrowser> {
  const { api, provider } = portal;
  provider.state.tampering = {};
  api.state.endorsements.clear();
  api.state.policies.clear();
  api.state.stepUpFlow = 'b2c_1_signupsignin1_mfa';
  api.state.demandsProof = true;
  api.own(ADA.sub);
  const browser = portal.browser();
  await signIn(portal, browser);
  return browser;
}

/** Opens the form, fills it in, and presses a button. */
export async function send(browser: TestBrowser, change: Record<string, string>, action = 'review') {
  const fields = formFields((await browser.get(FORM)).body, FORM);
  return browser.post(FORM, { ...fields, ...change, action });
}

/** Drafts a change and answers where it is reviewed. */
export async function draft(browser: TestBrowser): Promise<string> {
  const response = await send(browser, SECOND);
  assert.equal(response.statusCode, 303, response.body);
  return String(response.headers.location);
}

/** Presses Confirm on the review page; answers the address of the step-up. */
export async function confirm(browser: TestBrowser, change: string): Promise<string> {
  const response = await pressConfirm(browser, change);
  assert.equal(response.statusCode, 303, response.body);
  return String(response.headers.location);
}

/** The beneficiaries of Ada's policy as the api has them. */
export function ownDesignation({ api }: TestPortal) {
  return api.state.policies.get('SUR-100001')?.policy.designation;
}
