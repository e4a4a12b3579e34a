import { z } from 'zod';
import type { Graph } from './graph.ts';
import { type Known, made } from './known.ts';
import { readSettingsFile, reserveSettingsFile, type Settings, writeSettingsFile } from './settings-file.ts';
import { type Step, THERE, type UndoRequest } from './step.ts';

const passwordShape = z.object({ keyId: z.string(), secretText: z.string(), endDateTime: z.string().nullish() });

export type SecretOptions = {
  graph: Graph;
  known: Known;
  file: string;
  now(): Date;
  say(line: string): void;
};

/**
 * The portal's secret. Graph shows it once, so it goes from the answer straight into the settings file; it is neither
 * printed nor remembered elsewhere. A file that has one for this application keeps it.
 */
export function portalSecret({ graph, known, file, now, say }: SecretOptions): Step {
  return {
    title: `secret of the portal, in ${file}`,
    permission: 'Application.ReadWrite.All',
    role: 'Application Administrator',
    async look() {
      const portal = known.applications.portal;
      const held = readSettingsFile(file);
      const lasting = (portal?.passwordCredentials ?? []).filter(
        ({ endDateTime }) => !endDateTime || new Date(endDateTime) > now(),
      );
      const isHeld = held.PORTAL_CLIENT_ID === portal?.appId && Boolean(held.PORTAL_CLIENT_SECRET);
      if (portal && isHeld && lasting.length > 0) return THERE;
      const others =
        lasting.length === 0 ? [] : [`${lasting.length} there already, not in ${file}: delete what nobody uses`];
      return {
        mark: 'create',
        lines: ['PORTAL_CLIENT_SECRET: written, never shown', ...others],
        async make(): Promise<UndoRequest[]> {
          const { id, appId } = made(portal, 'the portal');
          reserveSettingsFile(file);
          const passwordCredential = { displayName: 'surety-setup' };
          const answer = await graph.send('POST', `/v1.0/applications/${id}/addPassword`, { passwordCredential });
          const { keyId, secretText, endDateTime } = passwordShape.parse(answer);
          writeSettingsFile(file, { PORTAL_CLIENT_ID: appId, PORTAL_CLIENT_SECRET: secretText });
          if (endDateTime) say(`the secret expires on ${endDateTime.slice(0, 10)}: make the next one in time`);
          return [{ method: 'POST', path: `/v1.0/applications/${id}/removePassword`, body: { keyId } }];
        },
      };
    },
  };
}

/** The other settings that portal and api need. What stands in the file and is not among them stays. */
export function settingsFile(file: string, settings: () => Settings): Step {
  return {
    title: `settings in ${file}`,
    permission: 'to write that file',
    role: 'its owner',
    async look() {
      const held = readSettingsFile(file);
      const missing = Object.entries(settings()).filter(([name, value]) => held[name] !== value);
      if (missing.length === 0) return THERE;
      return {
        mark: Object.keys(held).length === 0 ? 'create' : 'change',
        lines: missing.map(([name, value]) => `${name}=${value}`),
        async make() {
          writeSettingsFile(file, settings());
          return [];
        },
      };
    },
  };
}
