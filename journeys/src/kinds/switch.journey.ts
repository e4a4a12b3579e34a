import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Mailbox, openMailbox } from '../stage/mailbox.ts';
import { aPlainGuest, type PlainGuest } from '../stage/plain-guest.ts';
import { type Origins, type Surety, startSurety } from '../stage/surety.ts';
import { confirm, draft, signInAs } from '../stories/story.ts';
import { b2cByName } from './b2c.ts';
import { externalIdWith } from './external-id.ts';
import type { Kind, Provider } from './kind.ts';
import { independentProvider } from './openid.ts';

/** At External ID Ben has another address than in B2C, and an `oid` that only a table can know. */
const BEN_WITH_ANOTHER_ADDRESS = { oid: 'oid-of-ben', name: 'Ben Demo', email: 'ben.moved@demo.example' };

/** One system, its data and its people; only the settings change from one provider to the next. */
describe('moving to another provider', () => {
  const folder = mkdtempSync(join(tmpdir(), 'surety-switch-'));
  let mailbox: Mailbox;
  let origins: Origins;
  let surety: Surety;
  let b2c: Provider;
  let provider: Provider;
  let former: string;
  const opened: Provider[] = [];

  async function open(kind: Kind): Promise<Provider> {
    const next = await kind.open({ origins, mailbox });
    opened.push(next);
    return next;
  }
  async function switchTo(next: Provider): Promise<void> {
    provider = next;
    await surety.restart({ ...next.settings, FORMER_ISSUERS: former });
  }
  const aGuest = (): PlainGuest => aPlainGuest({ fetch: provider.fetch });
  async function signedIn(name: 'Ada' | 'Ben'): Promise<PlainGuest> {
    const guest = aGuest();
    await signInAs(guest, name, { surety, provider });
    return guest;
  }
  async function change(policy: string, adds: string, beside: number): Promise<PlainGuest> {
    const ada = await signedIn('Ada');
    await draft(ada, { policy, adds, beside }, { surety });
    await confirm(ada, 'Ada', { surety, provider });
    await ada.sees('Your beneficiaries are changed');
    return ada;
  }
  const people = (...words: string[]) => surety.command('people', ...words);
  const report = (...words: string[]) => people('report', '--former', former, '--present', provider.issuer, ...words);

  before(async () => {
    mailbox = await openMailbox();
    surety = await startSurety(async (chosen) => {
      origins = chosen;
      b2c = await open(b2cByName);
      return { ...b2c.settings, SMTP_URL: mailbox.smtpUrl };
    });
    provider = b2c;
    former = ((await (await fetch(b2c.registration.metadataUrl)).json()) as { issuer: string }).issuer;
  });
  after(async () => {
    await surety.stop();
    for (const each of opened) await each.stop();
    await mailbox.stop();
    rmSync(folder, { recursive: true });
  });

  test('to OpenID Connect: whoever has the same verified address meets the same policies and goes on changing them', async () => {
    await (await change('SUR-100001', 'Eve Demo', 1)).sees('SUR-100001-E0001');
    await (await signedIn('Ben')).visit(`${surety.portal}/policies`);
    const stillThere = await signedIn('Ada');
    await switchTo(await open(independentProvider));
    await stillThere.visit(`${surety.portal}/policies`);
    assert.ok(stillThere.url().startsWith(provider.issuer), 'the former provider’s session has ended');
    const ada = await change('SUR-100001', 'Fay Demo', 2);
    await ada.sees('SUR-100001-E0002');
    await ada.visit(`${surety.portal}/policies/SUR-100001`);
    await ada.sees('Endorsement SUR-100001-E0001');
    await ada.sees('Eve Demo');
  });

  test('to External ID: a report says who is not reached yet, and why', async () => {
    await switchTo(await open(externalIdWith({ Ben: BEN_WITH_ANOTHER_ADDRESS })));
    const before = await report();
    assert.match(before.output, /2 not reached/);
    const ada = await change('SUR-100002', 'Gus Demo', 2);
    await ada.sees('SUR-100002-E0001');
    const { output } = await report();
    assert.match(output, /not reached: \S+ \(policyholder \S+, ben@demo\.example\): waits-for-sign-in/);
    assert.match(output, /1 not reached/);
    assert.match(output, /ciamlogin\.com\S*: 0 by their first sign-in, 1 linked/);
  });

  test('to External ID: a table reaches by oid whom no address does; a wrong line is named and nothing is done', async () => {
    const known = await report('--json');
    const [{ subject }] = (JSON.parse(known.output) as { notReached: [{ subject: string }] }).notReached;
    const table = join(folder, 'people.csv');
    const lines = ['former_issuer,former_subject,issuer,subject', `${former},${subject},${provider.issuer},oid-of-ben`];
    writeFileSync(table, [...lines, `${former},nobody,${provider.issuer},oid-of-nobody`].join('\n'));
    const refused = await people('import', table);
    assert.deepEqual([refused.code, /^line 3: /m.test(refused.output)], [1, true], refused.output);
    writeFileSync(table, lines.join('\n'));
    assert.match((await people('import', table, '--dry-run')).output, /^1 would be linked, 0 were before\./);
    assert.match((await people('import', table)).output, /^1 linked, 0 were before\./);
    const ben = await signedIn('Ben');
    await ben.visit(`${surety.portal}/policies/SUR-100003`);
    await ben.sees('Beneficiaries');
    assert.match((await report()).output, /\b0 not reached/);
  });

  test('and back: what was changed at the other providers is there', async () => {
    await switchTo(b2c);
    const ada = await change('SUR-100002', 'Hal Demo', 3);
    await ada.sees('SUR-100002-E0002');
    await ada.visit(`${surety.portal}/policies/SUR-100001`);
    await ada.sees('Endorsement SUR-100001-E0002');
    await (await signedIn('Ben')).visit(`${surety.portal}/policies/SUR-100003`);
  });
});
