import { z } from 'zod';
import { Cannot } from '../backup/cannot.ts';
import type { Graph } from './graph.ts';
import { type Step, THERE, type UndoRequest } from './step.ts';

export type B2cUserFlow = {
  /** With its prefix, `B2C_1_…`. */
  name: string;
  kind: 'signUpOrSignIn' | 'passwordReset' | 'profileUpdate';
  /** The attributes that it collects, by Graph's ids. */
  attributes: readonly string[];
};

const USER_FLOWS = '/beta/identity/b2cUserFlows';
const RIGHTS = { permission: 'IdentityUserFlow.ReadWrite.All', role: 'External ID User Flow Administrator' };

const flowShape = z.object({ id: z.string(), userFlowType: z.string() });
const withId = z.object({ id: z.string() });
const attributeShape = z.object({ id: z.string(), displayName: z.string() });

/** The user flow itself, version 3 ("Recommended"). Graph has B2C's user flows in its beta version alone. */
export function userFlow(graph: Graph, { name, kind }: B2cUserFlow): Step {
  return {
    title: `user flow ${name}`,
    ...RIGHTS,
    async look() {
      const present = await graph.find(`${USER_FLOWS}/${name}`);
      if (present !== undefined) {
        const { userFlowType } = flowShape.parse(present);
        if (userFlowType === kind) return THERE;
        throw new Cannot(
          `${name} is there already, of the kind ${userFlowType}, not ${kind}. Rename or delete it first.`,
        );
      }
      return {
        mark: 'create',
        lines: [`userFlowType: ${kind}`, 'userFlowTypeVersion: 3'],
        async make(): Promise<UndoRequest[]> {
          await graph.send('POST', USER_FLOWS, {
            // Graph puts B2C_1_ before it.
            id: name.replace(/^B2C_1_/, ''),
            userFlowType: kind,
            userFlowTypeVersion: 3,
          });
          return [{ method: 'DELETE', path: `${USER_FLOWS}/${name}` }];
        },
      };
    },
  };
}

/** What the user flow asks people for. Attributes that it collects already stay as they are. */
export function userFlowAttributes(graph: Graph, { name, attributes }: B2cUserFlow): Step {
  const assignments = `${USER_FLOWS}/${name}/userAttributeAssignments`;
  return {
    title: `attributes of ${name}`,
    ...RIGHTS,
    async look() {
      const isThere = (await graph.find(`${USER_FLOWS}/${name}`)) !== undefined;
      const assigned = isThere ? z.array(withId).parse(await graph.list(assignments)) : [];
      const missing = attributes.filter((each) => !assigned.some(({ id }) => isSame(id, each)));
      if (missing.length === 0) return THERE;
      return {
        mark: isThere ? 'change' : 'create',
        lines: missing.map((each) => `userAttributeAssignments: + ${each}`),
        async make(): Promise<UndoRequest[]> {
          for (const each of missing) await assign(graph, assignments, each);
          return [];
        },
      };
    },
  };
}

async function assign(graph: Graph, assignments: string, name: string): Promise<void> {
  const known = z.array(attributeShape).parse(await graph.list('/beta/identity/userFlowAttributes'));
  const attribute = known.find(({ id }) => isSame(id, name));
  if (!attribute) throw new Cannot(`The directory has no user attribute ${name}. Is it a B2C directory?`);
  await graph.send('POST', assignments, {
    isOptional: false,
    requiresVerification: isSame(attribute.id, 'email'),
    userInputType: isSame(attribute.id, 'email') ? 'emailBox' : 'textBox',
    displayName: attribute.displayName,
    userAttributeValues: [],
    userAttribute: { id: attribute.id },
  });
}

/** Graph writes the ids of built-in attributes now with a capital, now without. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
