import { PROFILE_FIELDS, type ProfileField } from '@surety/api-contract';
import { RulesBroken } from '../rules-broken.ts';
import type { ProfileChange } from './profile-directory.ts';

type Violation = { field: string; code: string; message: string };

/** How many characters Microsoft's directory holds of each. */
const MOST: Record<ProfileField, number> = {
  displayName: 256,
  givenName: 64,
  surname: 64,
  streetAddress: 1024,
  city: 128,
  state: 128,
  postalCode: 40,
  country: 128,
};

const UNPRINTABLE = /\p{Cc}/u;
// Spaces, and what shows nothing by itself: joiners, fillers, marks of direction (Unicode's Default_Ignorable_Code_Point).
const INVISIBLE = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/**
 * What somebody wants to be otherwise, without the spaces around it.
 * @throws RulesBroken `rules-broken` (422) naming every field that breaks a rule
 */
export function parseProfileChange(proposal: Partial<Record<ProfileField, string | undefined>>): ProfileChange {
  const given = PROFILE_FIELDS.flatMap((field): [ProfileField, string][] => {
    const value = proposal[field];
    return value === undefined ? [] : [[field, value.trim()]];
  });
  const violations = given.flatMap(([field, value]) => violationOf(field, value));
  if (violations.length > 0)
    throw new RulesBroken(
      { status: 422, code: 'rules-broken', message: 'The profile breaks a rule. Nothing was changed.' },
      violations,
    );
  return Object.fromEntries(given);
}

function violationOf(field: ProfileField, value: string): Violation[] {
  if (field === 'displayName' && INVISIBLE.test(value))
    return [{ field, code: 'missing', message: 'Enter the name that you want to be called by.' }];
  if ([...value].length > MOST[field])
    return [{ field, code: 'too-long', message: `Enter at most ${MOST[field]} characters.` }];
  if (UNPRINTABLE.test(value))
    return [
      { field, code: 'unprintable', message: 'Enter it in one line, without characters that cannot be printed.' },
    ];
  return [];
}
