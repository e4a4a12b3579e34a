import { setTimeout as sleep } from 'node:timers/promises';
import { Cannot } from '../backup/cannot.ts';
import { dataFolderOf } from '../data/data-stores.ts';
import { createDeviceCodeSignIn } from './device-code-sign-in.ts';
import { createGraph } from './graph.ts';
import { readOptions, type SetupOptions } from './options.ts';
import { permissionsOf, setUp } from './set-up.ts';

const USAGE = `Sets up a customers' directory for portal and api, through Microsoft Graph, signed in as you.

  npm run setup:b2c -- --tenant contoso.onmicrosoft.com --portal-origin ORIGIN --api-origin ORIGIN
  npm run setup:external-id -- --tenant contoso.onmicrosoft.com --portal-origin ORIGIN --api-origin ORIGIN
      Shows the plan: + would be created, ~ changed, = is there. It only reads.

  … --apply            does it, and writes the settings file. Run it again after a failure: it goes on from there.
  … --undo             shows what of that it would remove; --undo --apply removes it

  --settings-file FILE            surety.env
  --name NAME                     what the registrations are called, and are found again by: Surety
  --authentication-context cN     External ID: stands for the second factor, c1
  --client-id ID                  the application that signs you in: Microsoft Graph Command Line Tools

PORTAL_ORIGIN and API_ORIGIN do as well as the options. You sign in with a code, in any browser. DATA_DIR keeps a list of
what was made, without secrets. Exit codes: 0 done, 1 refused or broken off, 2 the command was not understood.
`;

process.exitCode = await run(process.argv.slice(2));

async function run(words: string[]): Promise<number> {
  const options = understood(words);
  if (options === undefined) return 2;
  if (options === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  try {
    await setUp(options, toolsFor(options));
    return 0;
  } catch (error) {
    console.error(error instanceof Cannot ? error.message : error);
    return 1;
  }
}

function understood(words: string[]): SetupOptions | 'help' | undefined {
  try {
    return readOptions(words, process.env) ?? 'help';
  } catch (error) {
    if (!(error instanceof Cannot)) throw error;
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    return undefined;
  }
}

function toolsFor(options: SetupOptions) {
  const say = (line: string): void => console.log(line);
  const wait = async (seconds: number): Promise<void> => {
    console.error(`waiting ${seconds} s, as Graph asks`);
    await sleep(seconds * 1000);
  };
  const token = createDeviceCodeSignIn({
    tenant: options.tenant,
    clientId: options.clientId,
    permissions: permissionsOf(options),
    show: (message) => console.error(`${message}\n`),
  });
  return {
    graph: createGraph({ origin: 'https://graph.microsoft.com', token, wait }),
    dataFolder: dataFolderOf(process.env),
    now: () => new Date(),
    say,
    wait,
  };
}
