import { Cannot } from '../backup/cannot.ts';
import { GraphRefusal, refusalOf } from './graph-refusal.ts';

const PATIENCE_MS = 60_000;
const MOST_ATTEMPTS = 6;
const LONGEST_WAIT_SECONDS = 300;

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Microsoft Graph, by paths that begin with their version: `/v1.0/…`, `/beta/…`. */
export type Graph = {
  /** @returns undefined where nothing is (404). @throws GraphRefusal for every other refusal. */
  find(path: string): Promise<unknown>;
  /** Every item of a collection, over all its pages. */
  list(path: string): Promise<readonly unknown[]>;
  /** @returns the answer's body; undefined where there is none (204). @throws GraphRefusal */
  send(method: Exclude<Method, 'GET'>, path: string, body?: unknown): Promise<unknown>;
};

export type GraphOptions = {
  origin: string;
  /** An access token for Graph; `renew` when the last one was refused. */
  token(renew: boolean): Promise<string>;
  /** Waits, in seconds. */
  wait(seconds: number): Promise<void>;
};

/**
 * Graph over HTTP. A request that was throttled (429) or met a busy service (503) was not done: it is repeated when
 * `Retry-After` says. An expired sign-in (401) is renewed once.
 */
export function createGraph({ origin, token, wait }: GraphOptions): Graph {
  async function request(method: Method, path: string, body?: unknown): Promise<unknown> {
    let renewals = 0;
    for (let attempt = 1; ; attempt += 1) {
      const response = await call(method, `${origin}${path}`, { body, token: await token(renewals > 0) });
      if (response.ok) return response.status === 204 ? undefined : response.json();
      const again = attempt < MOST_ATTEMPTS && (response.status === 429 || response.status === 503);
      if (response.status === 401 && renewals === 0) renewals += 1;
      else if (again) await wait(secondsToWait(response, attempt));
      else throw await refusalOf(response, `${method} ${path}`);
    }
  }
  return {
    async find(path) {
      try {
        return await request('GET', path);
      } catch (error) {
        if (error instanceof GraphRefusal && error.status === 404) return undefined;
        throw error;
      }
    },
    async list(path) {
      const items: unknown[] = [];
      for (let next: string | undefined = path; next !== undefined; ) {
        const page = (await request('GET', next)) as { value?: unknown[]; '@odata.nextLink'?: string };
        items.push(...(page.value ?? []));
        next = pathAt(origin, page['@odata.nextLink']);
      }
      return items;
    },
    send: request,
  };
}

async function call(method: Method, url: string, { body, token }: { body: unknown; token: string }): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: 'error',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new Cannot(`${new URL(url).origin} did not answer. What is done stays: run the same command again.`, {
      cause: error,
    });
  }
}

/** `Retry-After` in seconds; without one (or with a date), longer each time. */
function secondsToWait(response: Response, attempt: number): number {
  const asked = Number(response.headers.get('retry-after'));
  return Math.min(asked > 0 ? asked : 2 ** attempt, LONGEST_WAIT_SECONDS);
}

/** The next page's path. A link elsewhere is not followed: the token would go along. */
function pathAt(origin: string, link: string | undefined): string | undefined {
  if (link === undefined) return undefined;
  if (!link.startsWith(`${origin}/`)) throw new Error(`Graph's next page is not at ${origin}`);
  return link.slice(origin.length);
}
