import { z } from 'zod';
import type { Graph } from './graph.ts';
import { type Known, made, type Part } from './known.ts';
import { readSettingsFile, reserveSettingsFile, type Settings, writeSettingsFile } from './settings-file.ts';
import { type Step, THERE, type UndoRequest } from './step.ts';

const passwordShape = z.object({ keyId: z.string(), secretText: z.string(), endDateTime: z.string().nullish() });

export type SecretOptions = {
  part: Part;
  graph: Graph;
  known: Known;
  file: string;
  now(): Date;
  say(line: string): void;
};

/** Under which names the settings file has them. */
const NAMES = {
  portal: { id: 'PORTAL_CLIENT_ID', secret: 'PORTAL_CLIENT_SECRET' },
  api: { id: 'API_CLIENT_ID', secret: 'API_CLIENT_SECRET' },
} as const;

/**
 * An application's secret. Graph shows it once, so it goes from the answer straight into the settings file; it is neither
 * printed nor remembered elsewhere. A file that has one for this application keeps it.
 */
export function clientSecret({ graph, known, part, file, now, say }: SecretOptions): Step {
  const names = NAMES[part];
  return {
    title: `secret of the ${part}, in ${file}`,
    permission: 'Application.ReadWrite.All',
    role: 'Application Administrator',
    async look() {
      const application = known.applications[part];
      const held = readSettingsFile(file);
      const lasting = (application?.passwordCredentials ?? []).filter(
        ({ endDateTime }) => !endDateTime || new Date(endDateTime) > now(),
      );
      const isHeld = held[names.id] === application?.appId && Boolean(held[names.secret]);
      if (application && isHeld && lasting.length > 0) return THERE;
      const others =
        lasting.length === 0 ? [] : [`${lasting.length} there already, not in ${file}: delete what nobody uses`];
      return {
        mark: 'create',
        lines: [`${names.secret}: written, never shown`, ...others],
        async make(): Promise<UndoRequest[]> {
          const { id, appId } = made(application, `the ${part}`);
          reserveSettingsFile(file);
          const passwordCredential = { displayName: 'surety-setup' };
          const answer = await graph.send('POST', `/v1.0/applications/${id}/addPassword`, { passwordCredential });
          const { keyId, secretText, endDateTime } = passwordShape.parse(answer);
          writeSettingsFile(file, { [names.id]: appId, [names.secret]: secretText });
          if (endDateTime)
            say(`the secret of the ${part} expires on ${endDateTime.slice(0, 10)}: make the next one in time`);
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
