import { AUTHORITY, ISSUER, startExternalId, TENANT } from '../../../apps/portal/src/testing/external-id.ts';
import { EXTERNAL_CODE } from '../../../apps/portal/src/testing/external-id-pages.ts';
import { ADA_OF_EXTERNAL_ID, type ExternalPerson } from '../../../apps/portal/src/testing/external-id-people.ts';
import { createBackChannelFetch } from '../../../packages/oauth/src/index.ts';
import { demoPerson } from '../stage/people.ts';
import type { Kind, Name, Provider } from './kind.ts';

const CLIENT_ID = 'b0100000-0000-4000-8000-00000000000b';
const CLIENT_SECRET = 'a-secret-of-the-stand-in';
const API_ID = 'a9100000-0000-4000-8000-00000000000a';

const second = (): number => Math.floor(Date.now() / 1000);
let lastProof = 0;
/** Its proofs are told apart by the second in which they were given, as nothing else in them says which is which. */
async function inAnotherSecond(prove: () => Promise<void>): Promise<void> {
  while (second() <= lastProof) await new Promise((resolve) => setTimeout(resolve, 50));
  await prove();
  lastProof = second();
}

const nameOf = (name: Name): string => demoPerson(name).attributes.name ?? '';
const EVERYBODY: Record<Name, ExternalPerson> = {
  Ada: ADA_OF_EXTERNAL_ID,
  Ben: { oid: 'oid-ben', name: nameOf('Ben'), email: demoPerson('Ben').email },
  Sasha: { oid: 'oid-sasha', name: nameOf('Sasha'), email: demoPerson('Sasha').email, roles: ['staff'] },
};

/** A stand-in that answers with External ID's documented shapes. */
export function externalIdWith(changed: Partial<Record<Name, ExternalPerson>>): Kind {
  const people = { ...EVERYBODY, ...changed };
  return { name: 'Microsoft Entra External ID: a stand-in with its documented shapes', open: () => open(people) };
}

/** With the people whom the other kinds have, under the same addresses. */
export const externalId: Kind = externalIdWith({});

async function open(people: Record<Name, ExternalPerson>): Promise<Provider> {
  const registration = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  const standIn = await startExternalId({ ...registration, now: () => new Date(), pagesFor: Object.values(people) });
  return {
    settings: {
      PROVIDER_KIND: 'external-id',
      AUTHORITY_ORIGIN: AUTHORITY,
      PROVIDER_BACK_CHANNEL: standIn.origin,
      TENANT_ID: TENANT,
      PORTAL_CLIENT_ID: CLIENT_ID,
      PORTAL_CLIENT_SECRET: CLIENT_SECRET,
      API_CLIENT_ID: API_ID,
      API_APP_ID_URI: `api://${API_ID}`,
      AUTHENTICATION_CONTEXTS: 'c1',
      ACCEPT_UNBOUND_PROOF: 'true',
      ACCEPT_TOKEN_TIME_AS_PROOF_TIME: 'true',
    },
    issuer: ISSUER,
    registration: {
      ...registration,
      metadataUrl: `${AUTHORITY}/${TENANT}/v2.0/.well-known/openid-configuration`,
      scope: `openid profile offline_access api://${API_ID}/Accounts.Read api://${API_ID}/Accounts.Write`,
    },
    fetch: createBackChannelFetch(new Map([[AUTHORITY, standIn.origin]])),
    async signIn(guest, name) {
      await guest.fill('Address', people[name].email);
      await guest.press('Go on');
    },
    prove: (guest, name) =>
      inAnotherSecond(async () => {
        await guest.fill('Address', people[name].email);
        await guest.fill('Code', EXTERNAL_CODE);
        await guest.press('Go on');
      }),
    cancel: (guest) => guest.press('Cancel'),
    endSession: async () => {},
    account: { offers: [], lacks: ['Edit profile', 'Security and data'] },
    whenCancelled: 'The sign-in service refused the sign-in.',
    claims: { has: ['oid', 'tid', 'preferred_username'], lacks: ['tfp', 'emails', 'auth_time'] },
    demands: /acrs/,
    stop: async () => standIn.close(),
  };
}
