import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { AUDIENCE, type startTestProvider } from '../../../apps/api/src/testing/test-provider.ts';
import { addressOf } from './write-book.ts';

type Provider = Awaited<ReturnType<typeof startTestProvider>>;

/** An api on one of the books, and people of it who are known to it already. */
export type RunningApi = { read(person: number): Promise<void>; stop(): Promise<void> };

/** Starts an api on `database` and lets `people` of its book, at even distances among `holders`, sign in once. */
export async function startApiOn(
  database: string,
  { provider, holders, people }: { provider: Provider; holders: number; people: number },
): Promise<RunningApi> {
  const child = fork(fileURLToPath(new URL('./api-process.ts', import.meta.url)), [], {
    env: {
      ...process.env,
      API_DATABASE_URL: database,
      API_PORT: '0',
      METADATA_URLS: provider.metadataUrl,
      API_CLIENT_ID: AUDIENCE,
      DEMO_MODE: 'false',
      REQUESTS_PER_PERSON: '0',
    },
    execArgv: ['--max-semi-space-size=2'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ origin }] = (await once(child, 'message')) as [{ origin: string }];
  const tokens: string[] = [];
  const ask = async (path: string, token: string, method = 'GET'): Promise<{ policies: unknown }> => {
    const response = await fetch(`${origin}${path}`, { method, headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as { policies: unknown };
  };
  for (let person = 0; person < people; person += 1) {
    const email = addressOf(Math.floor((person * holders) / people));
    const token = await provider.token(new Date(), { sub: `subject of ${email}`, emails: [email] });
    const { policies } = await ask('/policyholder', token, 'PUT');
    if (policies !== 2) throw new Error(`${email} has ${policies} policies`);
    tokens.push(token);
  }
  return {
    async read(person) {
      await ask('/policies', tokens[person % people] ?? '');
    },
    async stop() {
      const end = once(child, 'exit');
      child.disconnect();
      await end;
    },
  };
}
