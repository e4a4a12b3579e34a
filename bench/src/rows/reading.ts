import autocannon from 'autocannon';
import { createFormBrowser } from '../../../journeys/src/stage/form-browser.ts';
import { createRelyingParty } from '../../../journeys/src/stage/relying-party.ts';
import { bounded, compared, type Row } from '../report.ts';
import { signIn, signInToPortal } from '../sign-in.ts';
import type { Stage } from '../stage.ts';

const REQUESTS = 30_000;
const FRESH_TOKENS = 400;

/** A person's policies, from the api with a repeated and with a fresh token, and as a page of the portal. */
export async function measureReading(stage: Stage): Promise<Row[]> {
  const url = `${stage.origins.api}/policies`;
  const tokens = await accessTokens(stage, FRESH_TOKENS + 1);
  const [token = '', ...fresh] = tokens;
  const answer = await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).text();
  const { port } = await stage.peer.ask<{ port: number }>({ ask: 'port', body: answer });

  const load = (of: string, headers: Record<string, string>, amount: number) => async (): Promise<void> => {
    const result = await autocannon({ url: of, amount, connections: 16, headers });
    if (result['2xx'] !== amount) throw new Error(`${amount - result['2xx']} of ${amount} requests to ${of} failed`);
  };
  const bare = `http://127.0.0.1:${port}/`;
  const authorization = { authorization: `Bearer ${token}` };
  await load(bare, {}, 5_000)();
  await load(url, authorization, 5_000)();
  const bareRate = REQUESTS / (await stage.peer.cpuSecondsOf(load(bare, {}, REQUESTS)));
  const rate = REQUESTS / (await stage.system.cpuSecondsOf(load(url, authorization, REQUESTS)));
  const freshRate = FRESH_TOKENS / (await stage.system.cpuSecondsOf(() => readWithEach(url, fresh)));
  const beside = { name: 'a bare node:http JSON answer', value: bareRate };
  return [
    compared(
      { name: "api: a person's policies, repeated token", value: rate, unit: 'per CPU-second', beside },
      { atLeast: 1 / 3 },
    ),
    compared(
      { name: "api: a person's policies, fresh token", value: freshRate, unit: 'per CPU-second', beside },
      { atLeast: 0.05 },
    ),
    await measurePage(stage),
  ];
}

/** Distinct tokens: each answers an authorization request with a nonce of its own, within one SSO session. */
async function accessTokens(stage: Stage, count: number): Promise<string[]> {
  const party = createRelyingParty(stage);
  const browser = party.browser();
  const tokens = [(await signIn(party, browser)).access_token];
  while (tokens.length < count) {
    const authorization = await party.authorize(browser);
    tokens.push((await party.redeem(browser, authorization)).access_token);
  }
  return tokens;
}

async function readWithEach(url: string, tokens: readonly string[]): Promise<void> {
  for (const token of tokens) {
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`the api answered ${response.status}`);
    await response.arrayBuffer();
  }
}

/** The list of policies as a signed-in person gets it: browser, portal, api and back, at 100 pages a second. */
async function measurePage(stage: Stage): Promise<Row> {
  const browser = createFormBrowser();
  await signInToPortal(stage, browser);
  const headers = { cookie: browser.cookies() };
  const result = await autocannon({
    url: `${stage.origins.portal}/policies`,
    headers,
    connections: 10,
    overallRate: 100,
    duration: 8,
  });
  if (result.non2xx > 0) throw new Error('some pages failed');
  return bounded(
    { name: 'a signed-in page at 100 a second, 97.5th percentile', value: result.latency.p97_5, unit: 'ms' },
    50,
  );
}
