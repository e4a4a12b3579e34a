import { PROFILE_FIELDS } from '@surety/api-contract';
import { z } from 'zod';
import { RulesBroken } from '../rules-broken.ts';
import { profileAccessMissing, profileChanged, profileGone, profileServiceAway, signInForProfile } from './refusals.ts';

const errorShape = z.object({ error: z.object({ code: z.string(), message: z.string().default('') }) });

/**
 * Refuses unless Graph did what it was asked; answers of 429 and above 500 never come here.
 * @throws BearerRefused, RefusedForNow, RulesBroken naming the field that Graph did not take, Refusal
 */
export async function assertGraphTook(response: Response): Promise<void> {
  if (response.ok) return;
  const read = errorShape.safeParse(await response.json().catch(() => undefined));
  const { code, message } = read.success ? read.data.error : { code: 'unreadable', message: '' };
  const detail = `Graph answered ${response.status} ${code}`;
  switch (response.status) {
    case 400:
      throw notTaken(message);
    case 401:
      throw signInForProfile(detail);
    case 403:
      throw profileAccessMissing(detail);
    case 404:
      throw profileGone(detail);
    case 412:
      throw profileChanged();
    default:
      throw profileServiceAway(detail);
  }
}

// Graph names the property and says nothing that a person should read.
function notTaken(message: string): RulesBroken {
  const field = PROFILE_FIELDS.find((name) => new RegExp(`property '${name}'`).test(message)) ?? PROFILE_FIELDS[0];
  const says = 'The service that keeps the profile does not take this. Write it otherwise.';
  return new RulesBroken({ status: 422, code: 'rules-broken', message: says }, [
    { field, code: 'not-taken', message: says },
  ]);
}
