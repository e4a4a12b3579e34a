// The library's script stands before this one and is called `oidc`; the driver sets `settings`.
const { oidc, settings } = globalThis;
const { origin, tenant, clientId, scope, signInFlow } = settings;
const address = location.origin + location.pathname;

const managerOf = (userFlow) =>
  new oidc.UserManager({
    authority: `${origin}/${tenant}/${userFlow}/v2.0`,
    client_id: clientId,
    redirect_uri: address,
    post_logout_redirect_uri: address,
    scope: `openid offline_access ${scope}`,
    automaticSilentRenew: false,
  });

const arrive = async () => {
  if (!new URLSearchParams(location.search).has('code')) return null;
  const { profile } = await managerOf(sessionStorage.getItem('user-flow')).signinRedirectCallback();
  history.replaceState(null, '', address);
  return profile;
};

globalThis.application = {
  claims: await arrive(),
  run: (userFlow) => {
    sessionStorage.setItem('user-flow', userFlow);
    return managerOf(userFlow).signinRedirect();
  },
  accessToken: async () => (await managerOf(signInFlow).getUser()).access_token,
  renew: async () => (await managerOf(signInFlow).signinSilent()).access_token,
  signOut: () => managerOf(signInFlow).signoutRedirect(),
};
