import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Operation, type OperationName, operations } from '@surety/api-contract';
import { createTestOperations } from './test-operations.ts';
import { problem } from './test-state.ts';

export async function startTestApi(now: () => Date) {
  const { state, own, handlers } = createTestOperations(now);
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (state.isAway) return void request.socket.destroy();
    const url = new URL(request.url ?? '/', 'http://api.invalid');
    const found = match(request.method ?? '', url.pathname);
    const token = request.headers.authorization?.replace('Bearer ', '');
    if (token !== undefined) state.tokens.push(token);
    const ifMatch = request.headers['if-match'];
    const body = await jsonOf(request);
    const reply = found
      ? handlers[found.name]({
          token,
          parameters: found.parameters,
          query: url.search,
          body,
          ...(ifMatch ? { ifMatch } : {}),
        })
      : problem(404, 'not-found');
    if (found && reply.status < 300) found.operation.success.schema.parse(reply.body);
    const isBytes = reply.body instanceof Uint8Array;
    const type = isBytes ? 'application/pdf' : 'application/json';
    response.writeHead(reply.status, { 'content-type': type, ...reply.headers });
    response.end(isBytes ? reply.body : JSON.stringify(reply.body));
  }

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    own,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function match(method: string, path: string) {
  for (const [name, operation] of Object.entries(operations) as [OperationName, Operation][]) {
    const pattern = new RegExp(`^${operation.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const found = operation.method === method ? pattern.exec(path) : null;
    if (!found) continue;
    const entries = Object.entries(found.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]);
    return { name, operation, parameters: Object.fromEntries(entries) as Record<string, string> };
  }
  return undefined;
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? undefined : JSON.parse(text);
}
