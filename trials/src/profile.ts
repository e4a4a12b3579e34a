import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { isReady, type RunningSystem } from '../../journeys/src/stage/running-system.ts';
import { compose, containerOf, engine, engineCommand } from './engine/engine.ts';
import type { Images } from './engine/images.ts';
import { ROOT } from './engine/root.ts';

/** One of the compose files, run here under a project name of its own. */
export type Profile = {
  name: 'embedded' | 'scale';
  file: string;
  origins: { portal: string; api: string; identity: string };
  /** Names of the containers of the apps. */
  apps: readonly string[];
};

export const EMBEDDED: Profile = {
  name: 'embedded',
  file: 'compose.yaml',
  origins: { portal: 'http://localhost:3000', api: 'http://localhost:3001', identity: 'http://localhost:3002' },
  apps: ['identity_1', 'api_1', 'portal_1'],
};

export const SCALE: Profile = {
  name: 'scale',
  file: 'compose.scale.yaml',
  origins: { portal: 'https://localhost:8443', api: 'https://localhost:8444', identity: 'https://localhost:8445' },
  apps: ['identity_1', 'identity_2', 'api_1', 'api_2', 'portal_1', 'portal_2'],
};

/** What the compose file of several replicas grants: an app drains for five seconds before it stops. */
const SECONDS_TO_STOP = '30';

/** Everybody who loads a profile comes from one address. */
const MANY = '1000000';

/** A profile that is up. */
export type Running = RunningSystem & {
  profile: Profile;
  /** Full name of one of its containers. */
  container(name: string): string;
  /** Certificate of the proxy's CA, for clients; absent without TLS. */
  authorityFile?: string;
  down(): Promise<void>;
};

/** Starts a profile with empty volumes and waits until every app is ready through its public address. */
export async function up(profile: Profile, images: Images): Promise<Running> {
  const project = `surety-trial-${profile.name}`;
  const secrets = freshSecrets();
  const at = {
    file: join(ROOT, profile.file),
    project,
    environment: { ...images, ...secrets, CODES_PER_NETWORK: MANY, REQUESTS_PER_ADDRESS: '0' },
  };
  const container = (name: string): string => containerOf(project, name);
  const down = async (): Promise<void> => {
    // It is refused while something of an earlier run is half gone; what remains is told by the next start.
    await compose(at, ['down', '-v', '-t', '5']).catch(() => undefined);
    await engine(['network', 'rm', '-f', `${project}_surety`]).catch(() => undefined);
  };
  await down();
  await compose(at, ['up', '-d']);
  const authorityFile = profile.name === 'scale' ? await authorityOf(container('proxy_1')) : undefined;
  await Promise.all(Object.values(profile.origins).map((origin) => isReady(origin)));
  return {
    ...profile.origins,
    profile,
    container,
    down,
    clientSecret: await clientSecret(profile, { secrets, container }),
    restart: engineCommand(['restart', '-t', SECONDS_TO_STOP, ...profile.apps.map(container)]),
    ...(authorityFile === undefined ? {} : { authorityFile }),
  };
}

function freshSecrets(): Record<string, string> {
  const names = ['POSTGRES_PASSWORD', 'IDENTITY_SECRET', 'SESSION_SECRET', 'PORTAL_CLIENT_SECRET'];
  return Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('hex')]));
}

async function clientSecret(
  profile: Profile,
  { secrets, container }: { secrets: Record<string, string>; container: (name: string) => string },
): Promise<string> {
  if (profile.name === 'scale') return secrets.PORTAL_CLIENT_SECRET ?? '';
  return engine(['exec', container('identity_1'), 'cat', '/shared/secrets/portal-client-secret']);
}

const MOST_LOOKS = 50;
const BETWEEN_LOOKS_MS = 200;

// The proxy makes its CA at its first start. From then on this program trusts it as well.
async function authorityOf(proxy: string): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'surety-authority-')), 'root.pem');
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const words = ['exec', proxy, 'cat', '/data/caddy/pki/authorities/local/root.crt'];
    const certificate = await engine(words).catch(() => '');
    if (certificate !== '') {
      writeFileSync(file, certificate);
      setDefaultCACertificates([...getCACertificates('default'), certificate]);
      return file;
    }
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
  }
  throw new Error('the proxy made no certificate');
}
