import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { REQUEST_SHAPES } from './request-shapes.ts';

export type Seen = { method: string; path: string; body: unknown };
type Item = Record<string, unknown> & { id: string };
type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

/** Decides about a request before the stand-in does, for everything that can go wrong. */
export type Trouble = (request: Seen) => Answer | undefined;

export type StandIn = {
  origin: string;
  /** Every request that changed something, or wanted to. */
  writes: Seen[];
  reads: number;
  collections: Record<string, Item[]>;
  trouble: Trouble | undefined;
  close(): Promise<void>;
};

export const TENANT = 'contoso.onmicrosoft.com';
export const TENANT_ID = '11111111-2222-4333-8444-555555555555';
export const TOKEN = 'the-token-of-the-administrator';

const GRAPH_PRINCIPAL = { id: randomUUID(), appId: '00000003-0000-0000-c000-000000000000' };
/** Collections whose items bear a name of the caller's choosing. */
const NAMED = '/v1.0/identity/conditionalAccess/authenticationContextClassReferences';

/** An answer in the shape of Graph's errors. */
export function refusal(status: number, code: string, message: string, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: { error: { code, message, innerError: { 'request-id': randomUUID() } } } };
}

/**
 * Microsoft Graph as its reference documents it, as far as the set-up uses it: it refuses requests whose method, path or
 * body are not documented, and keeps what is made.
 */
export async function startGraph(tenantType: string): Promise<StandIn> {
  const standIn = { writes: [] as Seen[], reads: 0, collections: firstCollections(tenantType), trouble: undefined };
  const server = createServer((request, response) => void answer(standIn as unknown as StandIn, request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return Object.assign(standIn as unknown as StandIn, {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((done) => server.close(() => done())),
  });
}

function firstCollections(tenantType: string): Record<string, Item[]> {
  const attributes = ['email', 'displayName', 'givenName', 'surname', 'City'];
  return {
    '/v1.0/organization': [{ id: TENANT_ID, displayName: 'Contoso', tenantType, verifiedDomains: [{ name: TENANT }] }],
    '/v1.0/servicePrincipals': [GRAPH_PRINCIPAL],
    '/beta/identity/userFlowAttributes': attributes.map((id) => ({ id, displayName: `Your ${id}` })),
  };
}

async function answer(standIn: StandIn, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const seen: Seen = {
    method: request.method ?? '',
    path: decodeURIComponent(request.url ?? ''),
    body: text === '' ? undefined : JSON.parse(text),
  };
  const { status, body, headers } = decide(standIn, seen, request.headers.authorization);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function decide(standIn: StandIn, seen: Seen, authorization: string | undefined): Answer {
  if (authorization !== `Bearer ${TOKEN}`)
    return refusal(401, 'InvalidAuthenticationToken', 'Access token has expired.');
  const trouble = standIn.trouble?.(seen);
  if (trouble) return trouble;
  if (seen.method === 'GET') {
    standIn.reads += 1;
    return read(standIn, seen.path);
  }
  standIn.writes.push(seen);
  const shape = REQUEST_SHAPES.find(({ method, path }) => method === seen.method && path.test(seen.path));
  if (!shape) return refusal(400, 'BadRequest', `${seen.method} ${seen.path} is not documented`);
  const checked = shape.body.safeParse(seen.body);
  if (!checked.success) return refusal(400, 'Request_BadRequest', z.prettifyError(checked.error));
  return write(standIn, seen);
}

function read({ collections, origin }: StandIn, path: string): Answer {
  const [place = '', query = ''] = path.split('?');
  const alternate = /^(.*)\(appId='([^']+)'\)$/.exec(place);
  if (alternate) return found(collections[alternate[1] ?? '']?.find(({ appId }) => appId === alternate[2]));
  const parent = /^(.*)\/([^/]+)$/.exec(place);
  const item = collections[parent?.[1] ?? '']?.find(({ id }) => id === parent?.[2]);
  if (item) return found(item);
  if (place.startsWith(`${NAMED}/`) || /b2cUserFlows\/[^/]+$/.test(place)) return found(undefined);
  return page(filtered(collections[place] ?? [], query), { url: `${origin}${path}`, query });
}

function found(item: Item | undefined): Answer {
  return item ? { status: 200, body: item } : refusal(404, 'Request_ResourceNotFound', 'It does not exist.');
}

/** Two items on a page, so that whoever reads only the first page is found out. */
function page(items: Item[], { url, query }: { url: string; query: string }): Answer {
  const skip = Number(/\$skiptoken=(\d+)/.exec(query)?.[1] ?? 0);
  const bare = url.replace(/[?&]\$skiptoken=\d+/, '');
  const next = `${bare}${bare.includes('?') ? '&' : '?'}$skiptoken=${skip + 2}`;
  const more = items.length > skip + 2 ? { '@odata.nextLink': next } : {};
  return { status: 200, body: { value: items.slice(skip, skip + 2), ...more } };
}

/** The two filters that the set-up uses. */
function filtered(items: Item[], query: string): Item[] {
  const tag = /tags\/any\(t:t eq '([^']+)'\)/.exec(query)?.[1];
  if (tag) return items.filter(({ tags }) => (tags as string[]).includes(tag));
  const equals = [...query.matchAll(/(\w+) eq '([^']+)'/g)];
  return items.filter((item) => equals.every(([, name, value]) => item[name ?? ''] === value));
}

function write(standIn: StandIn, { method, path, body }: Seen): Answer {
  const { collections } = standIn;
  const given = (body ?? {}) as Record<string, unknown>;
  if (path.endsWith('/addPassword')) return addPassword(standIn, path);
  if (path.endsWith('/removePassword')) return { status: 204 };
  if (method === 'POST') {
    const items = itemsAt(collections, path);
    const made = madeOf(path, given);
    if (
      items.some(
        ({ id, displayName }) =>
          id === made.id || (path.includes('Flows') && displayName && displayName === made.displayName),
      )
    ) {
      return refusal(409, 'ObjectConflict', 'Another object with the same value already exists.');
    }
    items.push(made);
    return { status: 201, body: made };
  }
  const [, place = '', id = ''] = /^(.*)\/([^/]+)$/.exec(path) ?? [];
  const items = itemsAt(collections, place);
  const item = items.find((each) => each.id === id);
  if (method === 'DELETE') return remove(standIn, { place, id, item });
  if (item) Object.assign(item, given);
  else if (place === NAMED) items.push({ id, ...given });
  else return found(undefined);
  return { status: 204 };
}

function itemsAt(collections: StandIn['collections'], path: string): Item[] {
  collections[path] ??= [];
  return collections[path];
}

function remove(
  { collections }: StandIn,
  { place, id, item }: { place: string; id: string; item: Item | undefined },
): Answer {
  if (!item) return found(undefined);
  if (item.isAvailable === true) return refusal(403, 'Forbidden', 'A published context cannot be deleted.');
  collections[place] = (collections[place] ?? []).filter((each) => each.id !== id);
  return { status: 204 };
}

function madeOf(path: string, given: Record<string, unknown>): Item {
  if (path.endsWith('/b2cUserFlows')) return { ...given, id: `B2C_1_${given.id}` };
  if (path.endsWith('/userAttributeAssignments')) return { ...given, id: (given.userAttribute as Item).id };
  if (path.endsWith('/includeApplications')) return { ...given, id: String(given.appId) };
  const appId = path.endsWith('/applications') ? { appId: randomUUID(), passwordCredentials: [] } : {};
  return { identifierUris: [], ...appId, ...given, id: randomUUID() };
}

function addPassword({ collections }: StandIn, path: string): Answer {
  const id = path.split('/').at(-2);
  const application = collections['/v1.0/applications']?.find((each) => each.id === id);
  if (!application) return found(undefined);
  const password = { keyId: randomUUID(), displayName: 'surety-setup', endDateTime: '2099-01-01T00:00:00Z' };
  (application.passwordCredentials as unknown[]).push(password);
  return { status: 200, body: { ...password, secretText: 'the-secret-that-graph-shows-once' } };
}
