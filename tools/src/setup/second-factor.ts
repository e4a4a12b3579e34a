import { z } from 'zod';
import { Cannot } from '../backup/cannot.ts';
import type { Graph } from './graph.ts';
import { type Step, THERE, type UndoRequest } from './step.ts';

const contextShape = z.object({ displayName: z.string().nullish(), isAvailable: z.boolean().nullish() });
const policyShape = z.object({ id: z.string(), displayName: z.string(), state: z.string() });
const RIGHTS = { permission: 'Policy.ReadWrite.ConditionalAccess', role: 'Conditional Access Administrator' };

export type SecondFactorOptions = {
  graph: Graph;
  /** `c1` to `c99`, the value of the claim `acrs`. */
  context: string;
  displayName: string;
};

/** The authentication context that the api asks for before a change. PATCH makes it as well as changes it. */
export function authenticationContext({ graph, context, displayName }: SecondFactorOptions): Step {
  const path = `/v1.0/identity/conditionalAccess/authenticationContextClassReferences/${context}`;
  return {
    title: `authentication context ${context} "${displayName}"`,
    ...RIGHTS,
    async look() {
      const found = await graph.find(path);
      const present = found === undefined ? undefined : contextShape.parse(found);
      if (present && present.displayName !== displayName) {
        throw new Cannot(
          `The authentication context ${context} is taken by "${present.displayName}". Choose another with --authentication-context.`,
        );
      }
      if (present?.isAvailable) return THERE;
      return {
        mark: present ? 'change' : 'create',
        lines: ['isAvailable: true'],
        async make(): Promise<UndoRequest[]> {
          const description = 'A second factor, before a change that needs one.';
          await graph.send('PATCH', path, { displayName, description, isAvailable: true });
          // One that is offered to applications cannot be deleted.
          const withdraw = { method: 'PATCH', path, body: { isAvailable: false } } as const;
          return present ? [] : [withdraw, { method: 'DELETE', path }];
        },
      };
    },
  };
}

/** Conditional Access: whoever asks for that context needs a second factor. Sign-ins that do not ask for it are not touched. */
export function secondFactorPolicy({ graph, context, displayName }: SecondFactorOptions): Step {
  const POLICIES = '/v1.0/identity/conditionalAccess/policies';
  return {
    title: `Conditional Access policy "${displayName}"`,
    ...RIGHTS,
    async look() {
      const policies = z.array(policyShape).parse(await graph.list(POLICIES));
      const present = policies.find((policy) => policy.displayName === displayName);
      if (present?.state === 'enabled') return THERE;
      return {
        mark: present ? 'change' : 'create',
        lines: present
          ? [`state: ${present.state} → enabled`]
          : [`${context} is granted with multifactor authentication`],
        async make(): Promise<UndoRequest[]> {
          if (present) {
            await graph.send('PATCH', `${POLICIES}/${present.id}`, { state: 'enabled' });
            return [];
          }
          const { id } = policyShape.parse(
            await graph.send('POST', POLICIES, {
              displayName,
              state: 'enabled',
              conditions: {
                clientAppTypes: ['all'],
                applications: { includeAuthenticationContextClassReferences: [context] },
                users: { includeUsers: ['All'] },
              },
              grantControls: { operator: 'OR', builtInControls: ['mfa'] },
            }),
          );
          return [{ method: 'DELETE', path: `${POLICIES}/${id}` }];
        },
      };
    },
  };
}
