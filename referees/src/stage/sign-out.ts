import assert from 'node:assert/strict';
import type { Identity } from './identity.ts';
import type { Person } from './person.ts';
import { TENANT } from './tenant.ts';

/** Signs out as an application does whose library leaves that to it: by the end of session of the metadata. */
export async function signOutByMetadata(person: Person, { tlsOrigin, applications }: Identity): Promise<void> {
  const response = await fetch(`${tlsOrigin}/${TENANT.name}/${TENANT.signIn}/v2.0/.well-known/openid-configuration`);
  const { end_session_endpoint: endpoint } = (await response.json()) as { end_session_endpoint: string };
  const home = `${applications.web}/`;
  const { href } = await person.go(`${endpoint}?${new URLSearchParams({ post_logout_redirect_uri: home })}`);
  assert.equal(href, home);
}
