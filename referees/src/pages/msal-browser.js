// The library's script stands before this one and is called `msal`; the driver sets `settings`.
const { msal, settings } = globalThis;
const { tlsOrigin, tenant, clientId, scope, signInFlow } = settings;
const authorityOf = (userFlow) => `${tlsOrigin}/${tenant}/${userFlow}`;
const redirectUri = location.origin + location.pathname;

const client = await msal.createStandardPublicClientApplication({
  auth: { clientId, authority: authorityOf(signInFlow), knownAuthorities: [new URL(tlsOrigin).host], redirectUri },
  cache: { cacheLocation: 'sessionStorage' },
});
const answer = await client.handleRedirectPromise();

const tokenOf = async (forceRefresh) => {
  const account = client.getAllAccounts().find(({ idTokenClaims }) => idTokenClaims.tfp === signInFlow);
  const request = { account, scopes: [scope], forceRefresh, authority: authorityOf(signInFlow) };
  return (await client.acquireTokenSilent(request)).accessToken;
};

globalThis.application = {
  claims: answer?.idTokenClaims ?? null,
  run: (userFlow) => client.loginRedirect({ authority: authorityOf(userFlow), scopes: [scope] }),
  accessToken: () => tokenOf(false),
  renew: () => tokenOf(true),
  signOut: () => client.logoutRedirect({ account: client.getAllAccounts()[0], postLogoutRedirectUri: redirectUri }),
};
