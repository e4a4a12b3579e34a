import type { OperationName, ProfileDocument } from '@surety/api-contract';
import { type ApiState, type Call, problem, type Reply, subjectOf } from './test-state.ts';

type ProfileOperation = Extract<OperationName, `${string}Profile`>;

/** Profiles at the provider, as the api keeps them, over the state. */
export function createTestProfiles(state: ApiState): Record<ProfileOperation, (call: Call) => Reply> {
  const of = (call: Call) => {
    const known = state.profiles.get(subjectOf(call)) ?? { version: 1, profile: { displayName: 'Ada Demo' } };
    state.profiles.set(subjectOf(call), known);
    return known;
  };
  const answer = ({ version, profile }: ReturnType<typeof of>): Reply => ({
    status: 200,
    body: profile,
    headers: { etag: `"${version}"` },
  });
  return {
    getProfile: (call) => state.profileTrouble ?? answer(of(call)),
    changeProfile(call) {
      if (state.profileTrouble) return state.profileTrouble;
      const held = of(call);
      if (call.ifMatch !== `"${held.version}"`) return problem(412, 'profile-changed');
      const changes = Object.entries(call.body as Record<string, string>);
      const broken = changes.filter(([name, value]) => value.length > 128 || (name === 'displayName' && value === ''));
      if (broken.length > 0) {
        const violations = broken.map(([field]) => ({ field, code: 'rule', message: `Write ${field} otherwise.` }));
        return { status: 422, body: { ...problem(422, 'rules-broken').body, violations } };
      }
      const profile = Object.fromEntries(
        Object.entries({ ...held.profile, ...Object.fromEntries(changes) }).filter(([, value]) => value !== ''),
      ) as ProfileDocument;
      state.profiles.set(subjectOf(call), { version: held.version + 1, profile });
      return answer(of(call));
    },
  };
}
