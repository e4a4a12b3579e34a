import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { draftChild } from './stage/beneficiaries.ts';
import { demoPerson, signIn } from './stage/people.ts';
import { setStage } from './stage/set-stage.ts';
import type { Surety } from './stage/surety.ts';
import type { Visitor } from './stage/visitor.ts';

/** Sends the form of the review page as its button would, and answers where that leads instead of going there. */
async function whereConfirmLeads({ page }: Visitor, { portal }: Surety): Promise<URL> {
  const form = page.locator('form[action$="/confirmation"]');
  const fields = await form
    .locator('input')
    .evaluateAll((all) =>
      all.map((each) => each as unknown as { name: string; value: string }).map(({ name, value }) => [name, value]),
    );
  const action = `${portal}${await form.getAttribute('action')}`;
  const headers = { origin: portal, 'sec-fetch-site': 'same-origin' };
  const response = await page.request.post(action, { form: Object.fromEntries(fields), headers, maxRedirects: 0 });
  return new URL(response.headers().location ?? '');
}

describe('the page of the second factor', () => {
  const stage = setStage();

  test('says what is confirmed, and a browser cannot change it', async () => {
    const visitor = await stage.visitor({ width: 360 });
    await signIn(visitor, stage.surety, demoPerson('Carla'));
    await draftChild(visitor, /life/i, 'Eve Demo');
    const url = await whereConfirmLeads(visitor, stage.surety);
    assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri'], 'nothing to change');
    const other = [{ type: 'urn:surety:transaction', title: 'Nothing of importance', lines: [] }];
    url.searchParams.set('authorization_details', JSON.stringify(other));
    await visitor.visit(url.href);
    await visitor.sees('You are confirming');
    await visitor.sees('Change beneficiaries');
    await visitor.sees(/Added: Eve Demo, 50/);
    assert.equal(await visitor.page.getByText('Nothing of importance').count(), 0);
    await visitor.visit(url.href);
    await visitor.sees(/SURETY10001/);
  });
});
