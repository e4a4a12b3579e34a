import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { installPackages } from '../../../journeys/src/stage/debian.ts';
import type { Identity } from '../stage/identity.ts';
import { aPerson } from '../stage/person.ts';
import { NotRunnable, type Referee } from '../stage/referee.ts';
import { signOutByMetadata } from '../stage/sign-out.ts';
import { CALLBACK, TENANT } from '../stage/tenant.ts';

const CLIENT = fileURLToPath(new URL('./msal_python_client.py', import.meta.url));
const PYTHONS = ['/usr/bin/python3', 'python3'];

type Result = { access_token?: string; id_token_claims?: Record<string, unknown>; error_description?: string };

/** MSAL for Python as a web application's confidential client; Debian's package, or one that is there already. */
export const msalPython: Referee = {
  name: 'python3-msal',
  async begin({ identity }) {
    const python = findPython() ?? (installPackages('python3-msal') ? findPython() : undefined);
    if (python === undefined)
      throw new NotRunnable('there is no Python with msal, and the package cannot be installed');
    const { ask, end } = talkTo(python, identity);
    const { web } = identity.applications;
    const person = aPerson(({ origin }) => origin === web);
    const run = async (userFlow: string): Promise<Record<string, unknown>> => {
      const answer = await person.go(await ask<string>('begin', userFlow));
      const result = await ask<Result>('finish', userFlow, Object.fromEntries(answer.searchParams));
      return result.id_token_claims ?? { ...result };
    };
    const silently = async (isForced: boolean): Promise<string> => {
      const result = await ask<Result>('silently', TENANT.signIn, isForced);
      return result.access_token ?? JSON.stringify(result);
    };
    return {
      signIn: () => run(TENANT.signIn),
      accessToken: () => silently(false),
      renew: () => silently(true),
      editProfile: () => run(TENANT.profile),
      signOut: () => signOutByMetadata(person, identity),
      asksForPassword: async () => person.isAskedForPassword(await ask<string>('begin', TENANT.signIn)),
      end,
    };
  },
};

function findPython(): string | undefined {
  return PYTHONS.find((python) => spawnSync(python, ['-c', 'import msal'], { stdio: 'ignore' }).status === 0);
}

/** The client's process: one JSON line there, one back. */
function talkTo(python: string, { tlsOrigin, caFile, applications }: Identity) {
  const settings = {
    tlsOrigin,
    tenant: TENANT.name,
    clientId: TENANT.web.id,
    secret: TENANT.web.secret,
    scope: TENANT.api.scope,
    redirectUri: applications.web + CALLBACK,
  };
  const child: ChildProcessWithoutNullStreams = spawn(python, [CLIENT, JSON.stringify(settings)], {
    env: { ...process.env, REQUESTS_CA_BUNDLE: caFile },
  });
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints += chunk;
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask<T>(...command: unknown[]): Promise<T> {
      child.stdin.write(`${JSON.stringify(command)}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`the client ended: ${complaints}`);
      return JSON.parse(value) as T;
    },
    async end(): Promise<void> {
      child.stdin.end();
    },
  };
}
