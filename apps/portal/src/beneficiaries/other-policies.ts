import { hasBeneficiaries } from '@surety/insurance';
import type { PortalServices } from '../services.ts';
import { bodyOf } from '../session/api-refusal.ts';
import type { OtherPolicy } from './form-visit.ts';

/** Most other policies that the form offers to change at once. */
const MOST_OFFERED = 10;

/**
 * Other policies of the person whose beneficiaries may be changed, each as it is now.
 * @throws Refusal, ApiUnavailable
 */
export async function otherPolicies(
  { api }: Pick<PortalServices, 'api'>,
  token: string,
  number: string,
): Promise<readonly OtherPolicy[]> {
  const { policies } = bodyOf(await api.listPolicies({ token }));
  const candidates = policies.filter(
    (each) => each.number !== number && each.status === 'in-force' && hasBeneficiaries(each.kind),
  );
  const answers = await Promise.all(
    candidates.slice(0, MOST_OFFERED).map((each) => api.getPolicy({ token, parameters: { number: each.number } })),
  );
  return answers.flatMap((answer) =>
    answer.ok && answer.etag !== undefined && answer.body.whyBeneficiariesAreFixed === undefined
      ? [{ policy: answer.body, etag: answer.etag }]
      : [],
  );
}
