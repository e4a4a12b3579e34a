import type { Logger } from '@surety/web';
import { Cluster, Redis, type RedisOptions } from 'iovalkey';
import { SessionStoreAway } from './session-store.ts';

/** One Redis or Valkey, or a cluster of them. Every command that is used here names one key. */
export type RedisConnection = {
  /** Runs one command. @throws SessionStoreAway */
  ask(command: string, key: string, ...parameters: (string | number)[]): Promise<unknown>;
  /** Runs a script, atomically, over one key. @throws SessionStoreAway */
  script(lua: string, key: string, ...parameters: (string | number)[]): Promise<unknown>;
  close(): Promise<void>;
};

export type RedisAddress = {
  /** `redis://` or `rediss://`; several are nodes by which one cluster is found. */
  urls: readonly string[];
  /** Begins every key, so that several systems may share one server. */
  prefix: string;
};

const PATIENCE_MS = 2_000;
const LONGEST_PAUSE_MS = 1_000;

// Fails at once while the server is away, instead of keeping requests waiting; connects again by itself. A command whose
// answer was lost is not sent twice: the caller hears of it.
const OPTIONS: RedisOptions = {
  lazyConnect: true,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: PATIENCE_MS,
  commandTimeout: PATIENCE_MS,
  retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), LONGEST_PAUSE_MS),
  // A replica that was promoted, or a primary that stepped down: find the new one.
  reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 1 : false),
};

/** Connects; from then on a lost connection heals by itself. @throws the network's error when nobody answers */
export async function connectRedis({ urls, prefix }: RedisAddress, logger: Logger): Promise<RedisConnection> {
  const client = createClient(urls);
  const heard = hearOfTrouble(client, logger);
  try {
    await client.connect();
  } catch (error) {
    heard.isClosing = true;
    client.disconnect();
    throw heard.last ?? error;
  }
  return {
    ask: (command, key, ...parameters) => asking(() => client.call(command, `${prefix}${key}`, ...parameters)),
    script: (lua, key, ...parameters) => asking(() => client.eval(lua, 1, `${prefix}${key}`, ...parameters)),
    close: async () => {
      heard.isClosing = true;
      client.disconnect();
    },
  };
}

function createClient(urls: readonly string[]): Redis | Cluster {
  const [first = '', ...others] = urls;
  if (others.length === 0) return new Redis(first, OPTIONS);
  const { username, password, protocol } = new URL(first);
  const tls = protocol === 'rediss:' ? { tls: {} } : {};
  return new Cluster([first, ...others], {
    lazyConnect: true,
    enableOfflineQueue: false,
    redisOptions: {
      ...OPTIONS,
      ...tls,
      ...(password ? { username: decodeURIComponent(username), password: decodeURIComponent(password) } : {}),
    },
  });
}

// A connection is tried again many times; one line when it is lost and one when it is back are enough.
function hearOfTrouble(client: Redis | Cluster, logger: Logger): { last?: Error; isClosing: boolean } {
  const heard: { last?: Error; isClosing: boolean } = { isClosing: false };
  let isAway = false;
  client.on('error', (error: Error) => {
    heard.last = error;
  });
  client.on('close', () => {
    if (!isAway && !heard.isClosing) logger.error({ event: 'session-store-away', reason: heard.last?.message });
    isAway = true;
  });
  client.on('ready', () => {
    if (isAway) logger.info({ event: 'session-store-back' });
    isAway = false;
  });
  return heard;
}

/** Errors of the server that pass; any other error of its is a defect of ours. */
const PASSING = /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY|OOM|MISCONF|NOREPLICAS|UNKILLABLE)\b/;

async function asking<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'ReplyError' && !PASSING.test(message)) throw error;
    throw new SessionStoreAway('the session store does not answer', { cause: error });
  }
}
