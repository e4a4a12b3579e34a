import type { SinglePageName } from '../stage/page-server.ts';
import { PERSON } from '../stage/person.ts';
import { NotRunnable, type Referee } from '../stage/referee.ts';
import { singlePagePath, TENANT } from '../stage/tenant.ts';

const PATIENCE_MS = 10_000;

/** A library for single-page applications, in Chromium: public client, PKCE, tokens across origins. */
export function singlePage(name: SinglePageName): Referee {
  return {
    name,
    async begin({ identity, chromium }) {
      if (!chromium) throw new NotRunnable('there is no Chrome or Chromium');
      const address = identity.applications.singlePage + singlePagePath(name);
      const context = await chromium.newContext();
      context.setDefaultTimeout(PATIENCE_MS);
      await context.addInitScript(`globalThis.settings = ${JSON.stringify(settingsOf(identity))}`);
      const page = await context.newPage();
      // An expression of the page's own world; it is not awaited where it leads away from the page.
      const call = <T>(expression: string): Promise<T> => page.evaluate(`application.${expression}`);
      const leave = async (expression: string): Promise<void> => {
        await page.evaluate(`void application.${expression}`);
      };
      const isBack = (): Promise<unknown> =>
        page
          .waitForURL((url) => url.href.startsWith(address))
          .then(() => page.waitForFunction('globalThis.application'));
      const claims = async (): Promise<Record<string, unknown>> => {
        await isBack();
        return call('claims');
      };
      const isAtPassword = () => page.getByLabel('Password', { exact: true }).waitFor();
      return {
        async signIn() {
          await page.goto(address);
          await isBack();
          await leave(`run('${TENANT.signIn}')`);
          await isAtPassword();
          await page.getByLabel('E-mail address').fill(PERSON.email);
          await page.getByLabel('Password', { exact: true }).fill(PERSON.password);
          await page.getByRole('button', { name: 'Sign in', exact: true }).click();
          return claims();
        },
        accessToken: () => call('accessToken()'),
        renew: () => call('renew()'),
        async editProfile() {
          await leave(`run('${TENANT.profile}')`);
          await page.getByRole('button', { name: 'Continue' }).click();
          return claims();
        },
        async signOut() {
          const returned = page.waitForResponse((response) => response.url().startsWith(address));
          await leave('signOut()');
          await returned;
          await isBack();
        },
        async asksForPassword() {
          await leave(`run('${TENANT.signIn}')`);
          await isAtPassword();
          return true;
        },
        end: () => context.close(),
      };
    },
  };
}

function settingsOf({ origin, tlsOrigin }: { origin: string; tlsOrigin: string }) {
  const { name: tenant, signIn: signInFlow } = TENANT;
  return { origin, tlsOrigin, tenant, signInFlow, clientId: TENANT.singlePage.id, scope: TENANT.api.scope };
}
