import { hash } from 'node:crypto';
import { PROFILE_FIELDS, type ProfileDocument } from '@surety/api-contract';
import { createBackChannelFetch } from '@surety/oauth';
import type { Clock } from '@surety/web';
import { z } from 'zod';
import { assertGraphTook } from './graph-answer.ts';
import type { GraphProfileConfig } from './graph-profile-settings.ts';
import { createOnBehalfOf } from './on-behalf-of.ts';
import { createPatientFetch } from './patient-fetch.ts';
import type { HeldProfile, ProfileChange, ProfileDirectory } from './profile-directory.ts';
import { profileServiceAway } from './refusals.ts';

const held = z.string().nullish();
const userShape = z.object({
  id: z.string(),
  '@odata.etag': z.string().optional(),
  displayName: held,
  givenName: held,
  surname: held,
  streetAddress: held,
  city: held,
  state: held,
  postalCode: held,
  country: held,
});

type Options = GraphProfileConfig & { backChannels: ReadonlyMap<string, string>; clock: Clock };
type Ask = (init?: { method: 'PATCH'; body: string; headers: Record<string, string> }) => Promise<Response>;

/**
 * Profiles of Microsoft Entra External ID, at Graph's `/me`. The members are those that its documentation lets people of an
 * external tenant change themselves.
 */
export function createGraphProfiles(options: Options): ProfileDirectory {
  const { graphOrigin, backChannels, clock } = options;
  const fetch = createPatientFetch(createBackChannelFetch(backChannels), clock);
  const exchange = createOnBehalfOf({ ...options, fetch });
  return {
    async open({ bearer, subject }) {
      const authorization = `Bearer ${await exchange(bearer)}`;
      const url = `${graphOrigin}/v1.0/me`;
      const ask: Ask = async (init) => {
        const headers = { ...init?.headers, authorization };
        const response = await fetch(init ? url : `${url}?$select=id,${PROFILE_FIELDS.join(',')}`, {
          ...init,
          headers,
        });
        await assertGraphTook(response);
        return response;
      };
      return readProfile(ask, subject);
    },
  };
}

async function readProfile(ask: Ask, subject: string): Promise<HeldProfile> {
  const read = userShape.safeParse(await (await ask()).json().catch(() => undefined));
  if (!read.success) throw profileServiceAway('Graph answered with something that is no user');
  const { id, '@odata.etag': etag, ...members } = read.data;
  // A token of one person that opened the profile of another would be a defect of the greatest kind.
  if (id.toLowerCase() !== subject.toLowerCase()) throw new Error('Graph answered with another person');
  const profile = profileOf(members);
  return {
    ...tagged(profile),
    async change(changes) {
      const body = JSON.stringify(withNulls(changes));
      const headers = { 'content-type': 'application/json', ...(etag === undefined ? {} : { 'if-match': etag }) };
      await ask({ method: 'PATCH', body, headers });
      return tagged(profileOf({ ...profile, ...changes }));
    },
  };
}

function profileOf(members: Readonly<Record<string, string | null | undefined>>): ProfileDocument {
  return Object.fromEntries(PROFILE_FIELDS.flatMap((name) => (members[name] ? [[name, members[name]]] : [])));
}

// Graph names no version of a user in its documentation: what was read is its own version.
function tagged(profile: ProfileDocument) {
  return { profile, tag: `"${hash('sha256', JSON.stringify(profile), 'base64url').slice(0, 27)}"` };
}

// What is empty is removed there by a null.
function withNulls(changes: ProfileChange): Record<string, string | null> {
  return Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value === '' ? null : value]));
}
