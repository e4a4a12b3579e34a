const MOST_MILLISECONDS = 5000;

/**
 * Posts a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.5). The address comes from the tenant file and
 * from nowhere else; no redirect leads on from it, and of the answer only the status is read, so that whoever can end a
 * session cannot make this server fetch or reveal anything.
 * @throws Error when the application does not answer in five seconds.
 */
export async function sendLogoutNotice(uri: string, token: string): Promise<boolean> {
  const response = await fetch(uri, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: token }),
    redirect: 'manual',
    signal: AbortSignal.timeout(MOST_MILLISECONDS),
  });
  await response.body?.cancel();
  return response.ok;
}
