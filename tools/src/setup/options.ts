import { parseArgs } from 'node:util';
import { Cannot } from '../backup/cannot.ts';
import { GRAPH_COMMAND_LINE_TOOLS } from './device-code-sign-in.ts';

/** The two kinds of directory, by the words that name them on the command line. */
export type DirectoryKind = 'b2c' | 'external-id';

export type SetupOptions = {
  kind: DirectoryKind;
  /** `contoso.onmicrosoft.com`: it is part of URIs and hosts, so a GUID does not do. */
  tenant: string;
  /** What the registrations are called, and by what they are found again. */
  name: string;
  portalOrigin: string;
  apiOrigin: string;
  settingsFile: string;
  /** The authentication context that stands for the second factor (External ID). */
  authenticationContext: string;
  /** The application that signs the person in. */
  clientId: string;
  apply: boolean;
  undo: boolean;
};

const TENANT = /^([a-z0-9-]+)\.onmicrosoft\.com$/;

/**
 * Reads the words behind `setup`, and the two origins from the environment where no option names them.
 * @returns undefined when help is wanted. @throws Cannot naming what is missing or wrong.
 */
export function readOptions(words: readonly string[], environment: NodeJS.ProcessEnv): SetupOptions | undefined {
  const [kind, ...args] = words;
  const { values } = parsed(args);
  if (values.help || kind === '--help') return undefined;
  if (kind !== 'b2c' && kind !== 'external-id') throw new Cannot('Say which: setup:b2c or setup:external-id.');
  return {
    kind,
    tenant: tenantOf(values.tenant),
    name: matching(values.name, /^[A-Za-z][A-Za-z0-9 ]{0,40}$/, '--name takes letters, digits and spaces'),
    portalOrigin: secureOrigin('portal-origin', values['portal-origin'] ?? environment.PORTAL_ORIGIN),
    apiOrigin: secureOrigin('api-origin', values['api-origin'] ?? environment.API_ORIGIN),
    settingsFile: values['settings-file'],
    authenticationContext: matching(
      values['authentication-context'],
      /^c[1-9]\d?$/,
      '--authentication-context is c1 to c99',
    ),
    clientId: values['client-id'],
    apply: values.apply,
    undo: values.undo,
  };
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args,
      options: {
        tenant: text,
        name: { ...text, default: 'Surety' },
        'portal-origin': text,
        'api-origin': text,
        'settings-file': { ...text, default: 'surety.env' },
        'authentication-context': { ...text, default: 'c1' },
        'client-id': { ...text, default: GRAPH_COMMAND_LINE_TOOLS },
        apply: flag,
        undo: flag,
        help: { ...flag, short: 'h' },
      },
    });
  } catch (error) {
    throw new Cannot(error instanceof Error ? error.message : String(error));
  }
}

function tenantOf(given: string | undefined): string {
  const tenant = given?.toLowerCase() ?? '';
  return matching(tenant, TENANT, '--tenant is the directory by its first name, such as contoso.onmicrosoft.com');
}

function matching(given: string, pattern: RegExp, rule: string): string {
  if (!pattern.test(given)) throw new Cannot(`${rule}.`);
  return given;
}

/** The providers take `http` for localhost alone. */
function secureOrigin(option: string, given: string | undefined): string {
  const url = URL.parse(given ?? '');
  const isAllowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === 'localhost');
  if (!url || !isAllowed || url.origin !== given) {
    throw new Cannot(
      `--${option} is where it will be reached, such as https://portal.contoso.example (http for localhost alone).`,
    );
  }
  return given;
}

/** `contoso` of `contoso.onmicrosoft.com`: the first part of the sign-in host as well. */
export function tenantLabel(tenant: string): string {
  return TENANT.exec(tenant)?.[1] ?? tenant;
}

/** The name in identifiers: `surety-test` for `Surety Test`. */
export function slugOf(name: string): string {
  return name.trim().toLowerCase().replaceAll(/\s+/g, '-');
}
