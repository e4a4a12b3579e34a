import { z } from 'zod';
import { Cannot } from '../backup/cannot.ts';
import { type Application, applicationShape } from './application.ts';
import { differences } from './differences.ts';
import type { Graph } from './graph.ts';
import type { Known, Part } from './known.ts';
import type { Step, UndoRequest } from './step.ts';

export type RegistrationOptions = {
  graph: Graph;
  known: Known;
  part: Part;
  displayName: string;
  /** By this tag the application is found again, whatever somebody names it. */
  tag: string;
  /** The body of the application, given what is there; lists hold what is there as well. */
  wanted(present: Application | undefined): Readonly<Record<string, unknown>>;
};

const APPLICATIONS = '/v1.0/applications';

/** An application registration, found by its tag. POST and PATCH /applications. */
export function registerApplication({ graph, known, part, tag, displayName, wanted }: RegistrationOptions): Step {
  const bodyOf = (present: Application | undefined) => ({
    displayName,
    tags: [...new Set([...(present?.tags ?? []), tag])],
    ...wanted(present),
  });
  return {
    title: `application "${displayName}"`,
    permission: 'Application.ReadWrite.All',
    role: 'Application Administrator',
    async look() {
      const present = await findByTag(graph, tag);
      if (present === undefined) {
        return {
          mark: 'create',
          lines: differences({}, bodyOf(undefined)).lines.filter((line) => !line.startsWith('displayName')),
          async make() {
            const made = applicationShape.parse(await graph.send('POST', APPLICATIONS, bodyOf(undefined)));
            known.applications[part] = made;
            return removalOf(made);
          },
        };
      }
      known.applications[part] = present;
      const body = bodyOf(present);
      const difference = differences(present, body);
      if (difference.lines.length === 0) return { mark: 'there', ours: removalOf(present) };
      return {
        mark: 'change',
        lines: difference.lines,
        async make() {
          await graph.send('PATCH', `${APPLICATIONS}/${present.id}`, difference.body);
          known.applications[part] = applicationShape.parse({ ...present, ...body });
          return [];
        },
      };
    },
  };
}

function removalOf({ id }: Application): readonly UndoRequest[] {
  return [{ method: 'DELETE', path: `${APPLICATIONS}/${id}` }];
}

async function findByTag(graph: Graph, tag: string): Promise<Application | undefined> {
  const filter = encodeURIComponent(`tags/any(t:t eq '${tag}')`);
  const found = z.array(applicationShape).parse(await graph.list(`${APPLICATIONS}?$filter=${filter}`));
  if (found.length > 1) {
    const ids = found.map(({ appId }) => appId).join(', ');
    throw new Cannot(
      `Several applications carry the tag ${tag}: ${ids}. Delete those that are not used, and run again.`,
    );
  }
  return found[0];
}
