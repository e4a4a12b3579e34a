import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong on the way to the provider, at addresses that end so. */
export type Fault = { at: string; how: 'silent' | 'away' | { error: string } };

/** The portal's way to a provider, over which everything goes as it should until a fault is set. */
export async function openFaultyChannel(target: string) {
  const state = { fault: undefined as Fault | undefined };
  const server = createServer((request, response) => {
    const { fault } = state;
    if (fault && new URL(request.url ?? '/', target).pathname.endsWith(fault.at)) {
      if (fault.how === 'silent') return;
      if (fault.how === 'away') return void request.socket.destroy();
      response.writeHead(401, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify({ error: fault.how.error, error_description: 'refused for a test' }));
    }
    void forward(request, target).then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
      () => request.socket.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function forward(request: IncomingMessage, target: string) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { 'content-type': type, authorization } = request.headers;
  const response = await fetch(new URL(request.url ?? '/', target), {
    method: request.method ?? 'GET',
    headers: { ...(type ? { 'content-type': type } : {}), ...(authorization ? { authorization } : {}) },
    ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
    redirect: 'manual',
  });
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? 'application/json',
    body: await response.text(),
  };
}
