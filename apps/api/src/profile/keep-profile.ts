import type { ProfileDocument, ProfileField } from '@surety/api-contract';
import type { Caller } from '../access/bearer.ts';
import { matchesTag } from '../policies/entity-tag.ts';
import type { Services } from '../services.ts';
import { parseProfileChange } from './parse-profile-change.ts';
import type { ProfileDirectory, ProfileOwner } from './profile-directory.ts';
import { profileChanged, profileKeptElsewhere, profileVersionMissing } from './refusals.ts';

type Needs = Pick<Services, 'profileDirectory' | 'logger'>;
type Asker = { caller: Caller; bearer: string };
type Answer = { body: ProfileDocument; etag: string };

/**
 * The caller's profile at the identity provider and its `ETag`.
 * @throws Refusal `profile-kept-elsewhere` (404); BearerRefused, RefusedForNow
 */
export async function getProfile(services: Needs, asker: Asker): Promise<Answer> {
  const { profile, tag } = await directoryOf(services).open(ownerOf(asker));
  return { body: profile, etag: tag };
}

/**
 * Changes of the caller's profile what differs from it; what does not is not sent.
 * @throws Refusal `profile-changed` (412), `version-missing` (428), `profile-kept-elsewhere` (404); RulesBroken (422);
 * BearerRefused, RefusedForNow
 */
export async function changeProfile(
  services: Needs,
  asker: Asker,
  { ifMatch, proposal }: { ifMatch: string | undefined; proposal: Partial<Record<ProfileField, string | undefined>> },
): Promise<Answer> {
  const directory = directoryOf(services);
  const wanted = parseProfileChange(proposal);
  const held = await directory.open(ownerOf(asker));
  const matches = matchesTag(ifMatch, held.tag);
  if (matches === undefined) throw profileVersionMissing();
  if (!matches) throw profileChanged();
  const changes = Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => value !== (held.profile[field as ProfileField] ?? '')),
  );
  if (Object.keys(changes).length === 0) return { body: held.profile, etag: held.tag };
  const { profile, tag } = await held.change(changes);
  services.logger.info({ event: 'profile-changed', fields: Object.keys(changes) });
  return { body: profile, etag: tag };
}

function directoryOf({ profileDirectory }: Needs): ProfileDirectory {
  if (profileDirectory === undefined) throw profileKeptElsewhere();
  return profileDirectory;
}

function ownerOf({ caller: { token }, bearer }: Asker): ProfileOwner {
  return { bearer, subject: token.subject };
}
