import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { installPackages } from '../../../journeys/src/stage/debian.ts';
import { aPerson } from '../stage/person.ts';
import { NotRunnable, type Referee } from '../stage/referee.ts';
import { CALLBACK } from '../stage/tenant.ts';
import { type ApacheOptions, apacheConfiguration } from './apache-configuration.ts';

const APACHE = '/usr/sbin/apache2';
const MODULES = '/usr/lib/apache2/modules';
const MOST_LOOKS = 100;
const BETWEEN_LOOKS_MS = 50;

/** What the application behind Apache is told about the person. */
type Told = { idToken: string; accessToken: string };

/** Apache with mod_auth_openidc in front of an application that knows nothing of OpenID Connect. */
export const apache: Referee = {
  name: 'mod-auth-openidc',
  async begin({ identity }) {
    const isThere = (): boolean => existsSync(APACHE) && existsSync(join(MODULES, 'mod_auth_openidc.so'));
    if (!isThere() && !(installPackages('apache2-bin', 'libapache2-mod-auth-openidc') && isThere())) {
      throw new NotRunnable('there is no Apache with mod_auth_openidc, and the packages cannot be installed');
    }
    const { web, otherWeb } = identity.applications;
    const application = await startApplication();
    const stop = await startApache({ modules: MODULES, upstream: application.origin, identity });
    const person = aPerson(() => false);
    const visit = async (address: string): Promise<Told> => {
      const { href } = await person.go(address);
      if (href !== address) throw new Error(`it ended at ${href.split('?')[0]}`);
      return JSON.parse(person.page()) as Told;
    };
    const claims = async (address: string) => JSON.parse((await visit(address)).idToken) as Record<string, unknown>;
    const accessToken = async (): Promise<string> => (await visit(`${web}/`)).accessToken;
    return {
      signIn: () => claims(`${web}/`),
      accessToken,
      async renew() {
        const query = new URLSearchParams({ refresh: `${web}/`, access_token: await accessToken() });
        await person.go(`${web}${CALLBACK}?${query}`);
        return accessToken();
      },
      editProfile: () => claims(`${otherWeb}/`),
      async signOut() {
        // The page it leads back to is protected: it leads on to the sign-in.
        await person.isAskedForPassword(`${web}${CALLBACK}?${new URLSearchParams({ logout: `${web}/` })}`);
      },
      asksForPassword: () => person.isAskedForPassword(`${web}/`),
      async end() {
        await stop();
        application.stop();
      },
    };
  },
};

/** The application: it repeats what Apache tells it in headers. */
async function startApplication(): Promise<{ origin: string; stop(): void }> {
  const server = createServer(({ headers }, response) => {
    const told: Told = {
      idToken: String(headers.oidc_id_token_payload),
      accessToken: String(headers.oidc_access_token),
    };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(told));
  }).listen(0, 'localhost');
  await once(server, 'listening');
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}

async function startApache(options: Omit<ApacheOptions, 'folder'>): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'surety-apache-'));
  // Apache reads as root and works as somebody else.
  chmodSync(folder, 0o755);
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, readFileSync(options.identity.caFile));
  const identity = { ...options.identity, caFile };
  const file = join(folder, 'apache.conf');
  writeFileSync(file, apacheConfiguration({ ...options, identity, folder }), { mode: 0o600 });
  const { status, stderr } = spawnSync(APACHE, ['-t', '-f', file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Apache refuses its configuration: ${stderr}`);
  const child = spawn(APACHE, ['-f', file, '-D', 'FOREGROUND'], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const port = Number(new URL(identity.applications.otherWeb).port);
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    if (await isListening(port)) return stop;
    await wait(BETWEEN_LOOKS_MS);
  }
  const log = readFileSync(join(folder, 'error.log'), 'utf8');
  await stop();
  throw new Error(`Apache does not listen: ${log}`);
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, 'localhost', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}
