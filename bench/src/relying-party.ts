import { createHash, randomBytes } from 'node:crypto';
import { createFormBrowser, type FormBrowser } from './form-browser.ts';
import type { Stage } from './stage.ts';

const CLIENT_ID = '7c0ffee0-0000-4000-8000-0000000000b1';
const SCOPE = [
  'openid',
  'offline_access',
  'https://surety.onmicrosoft.com/api/Accounts.Read',
  'https://surety.onmicrosoft.com/api/Accounts.Write',
].join(' ');

/** A relying party without a portal: asks identity for tokens, as lean as one can. */
export type RelyingParty = {
  /** Sends a browser through the authorization endpoint until it stands on a page or comes back with a code. */
  authorize(browser: FormBrowser): Promise<Authorization>;
  /** The code in the address where the browser stopped. */
  codeAt(browser: FormBrowser): string;
  redeem(code: string, verifier: string): Promise<Tokens>;
  refresh(refreshToken: string): Promise<Tokens>;
};

export type Authorization = { verifier: string };
export type Tokens = { access_token: string; refresh_token: string };

export function createRelyingParty({ origins, clientSecret }: Stage): RelyingParty {
  const base = `${origins.identity}/surety.onmicrosoft.com/b2c_1_signupsignin1/oauth2/v2.0`;
  const redirectUri = `${origins.portal}/sign-in/callback`;
  const ask = async (grant: Record<string, string>): Promise<Tokens> => {
    const body = new URLSearchParams({ client_id: CLIENT_ID, client_secret: clientSecret, scope: SCOPE, ...grant });
    const response = await fetch(`${base}/token`, { method: 'POST', body });
    const answer = (await response.json()) as Tokens;
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  };
  return {
    async authorize(browser) {
      const verifier = randomBytes(32).toString('base64url');
      const query = new URLSearchParams({
        client_id: CLIENT_ID,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: SCOPE,
        state: 's',
        nonce: randomBytes(16).toString('base64url'),
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      });
      await browser.open(`${base}/authorize?${query}`);
      return { verifier };
    },
    codeAt(browser) {
      const code = new URL(browser.url).searchParams.get('code');
      if (!browser.url.startsWith(redirectUri) || code === null)
        throw new Error(`no code at ${browser.url.split('?')[0]}`);
      return code;
    },
    redeem: (code, verifier) =>
      ask({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }),
    refresh: (refreshToken) => ask({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  };
}

/** A browser that stops where the portal would take over, so that only identity is measured. */
export function browserStoppingAt({ origins }: Stage): FormBrowser {
  return createFormBrowser((url) => url.href.startsWith(`${origins.portal}/sign-in/callback`));
}
