/** Where the applications of the referees stand. */
export type ApplicationOrigins = { web: string; otherWeb: string; singlePage: string };

/** What a referee is told about the tenant: what one reads off Azure's portal. */
export const TENANT = {
  id: '5ca1ab1e-0000-4000-8000-000000000001',
  name: 'referees.onmicrosoft.com',
  signIn: 'B2C_1_susi',
  profile: 'B2C_1_edit_profile',
  /** Signs in as well; its issuer stands where OpenID Connect Discovery 1.0 looks for it. */
  strict: 'B2C_1_strict',
  api: { id: '5ca1ab1e-0000-4000-8000-0000000000a1', scope: 'https://referees.onmicrosoft.com/api/read' },
  web: { id: '5ca1ab1e-0000-4000-8000-0000000000b1', secret: 'the-secret-of-the-referees' },
  singlePage: { id: '5ca1ab1e-0000-4000-8000-0000000000c1' },
} as const;

/** The path at which web applications take the code. */
export const CALLBACK = '/callback';

/** The path of the page that one single-page application consists of. */
export function singlePagePath(name: string): string {
  return `/${name}/`;
}

/** The file that a team would write for their tenant: a web application, single-page applications, and their API. */
export function tenantFile({ web, otherWeb, singlePage }: ApplicationOrigins): string {
  const grantedScopes = [TENANT.api.scope];
  const pages = ['msal-browser', 'oidc-client-ts'].map((name) => `${singlePage}${singlePagePath(name)}`);
  return JSON.stringify({
    id: TENANT.id,
    name: TENANT.name,
    userFlows: [
      { name: TENANT.signIn, kind: 'sign-up-and-sign-in' },
      { name: TENANT.profile, kind: 'profile-editing' },
      { name: TENANT.strict, kind: 'sign-up-and-sign-in', issuerForm: 'user-flow' },
    ],
    applications: [
      {
        id: TENANT.web.id,
        name: 'Web application',
        kind: 'web',
        secrets: [TENANT.web.secret],
        redirectUris: [`${web}${CALLBACK}`, `${otherWeb}${CALLBACK}`],
        postLogoutRedirectUris: [`${web}/`],
        grantedScopes,
      },
      {
        id: TENANT.singlePage.id,
        name: 'Single-page application',
        kind: 'single-page',
        redirectUris: pages,
        grantedScopes,
      },
      {
        id: TENANT.api.id,
        name: 'API',
        kind: 'web',
        exposes: { appIdUri: TENANT.api.scope.replace(/\/read$/, ''), scopes: ['read'] },
      },
    ],
  });
}
