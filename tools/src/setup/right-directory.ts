import { z } from 'zod';
import { Cannot } from '../backup/cannot.ts';
import type { DirectorySetup } from './directory-setup.ts';
import type { Graph } from './graph.ts';
import { explained } from './graph-refusal.ts';

const organization = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  tenantType: z.string().nullish(),
  verifiedDomains: z.array(z.object({ name: z.string() })).default([]),
});

/**
 * Makes sure that the sign-in led to the directory that was named, and that it is of the kind that is set up: a
 * customers' directory, not the one of the company's own people.
 * @returns the directory's GUID. @throws Cannot
 */
export async function rightDirectory(
  graph: Graph,
  { kindName, tenantType }: Pick<DirectorySetup, 'kindName' | 'tenantType'>,
  tenant: string,
): Promise<string> {
  const items = await graph.list('/v1.0/organization').catch((error: unknown) => {
    throw explained(error, { title: 'the directory', permission: 'Directory.Read.All', role: 'Directory Reader' });
  });
  const found = z.array(organization).parse(items)[0];
  if (!found?.verifiedDomains.some(({ name }) => name.toLowerCase() === tenant)) {
    throw new Cannot(`You are signed in to ${found?.displayName ?? 'another directory'}, which is not ${tenant}.`);
  }
  if (found.tenantType && found.tenantType !== tenantType) {
    throw new Cannot(
      `${tenant} is a directory of the kind "${found.tenantType}", not of ${kindName}. Nothing was changed.`,
    );
  }
  return found.id;
}
