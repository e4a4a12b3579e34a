import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';

const onThisMachine: LookupFunction = (_, { all }, answer) =>
  all ? answer(null, [{ address: '127.0.0.1', family: 4 }]) : answer(null, '127.0.0.1', 4);

/**
 * A `fetch` that finds one origin on this machine, as an entry in the hosts file would: certificate and request speak of
 * its name. Everything else goes where it says.
 */
export function fetchAsHost(origin: string): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== origin) return fetch(input, init);
    const { method = 'GET', body, headers } = init;
    const sent = new Request(url, { method, ...(body && { body }), ...(headers && { headers }) });
    const call = request(url, { method, headers: Object.fromEntries(sent.headers), lookup: onThisMachine });
    call.end(Buffer.from(await sent.arrayBuffer()));
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    return asResponse(answer);
  };
}

async function asResponse(answer: IncomingMessage): Promise<Response> {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(answer.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const chunks = await answer.toArray();
  return new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 0, headers });
}
