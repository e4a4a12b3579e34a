import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An application of somebody else, as small as can be: who comes back from identity with a code is signed in, by a cookie. */
export type SmallApplication = {
  name: string;
  origin: string;
  /** From now on it takes requests and never answers one. */
  fallSilent(): void;
  stop(): Promise<void>;
};

/** Starts one. Its page at `/` says whether one is signed in; `/out` signs out, for the frame of a sign-out. */
export async function startSmallApplication(name: string): Promise<SmallApplication> {
  let isSilent = false;
  const server = createServer((request, response) => {
    if (isSilent) return;
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    // Cookies know no ports: each application of this machine needs a name of its own.
    const isSignedIn = request.headers.cookie?.includes(`${name}=in`) === true;
    const cookie = (value: string) => ({ 'set-cookie': `${name}=${value}; Path=/; HttpOnly; SameSite=Lax` });
    if (pathname === '/back') return response.writeHead(303, { ...cookie('in'), location: '/' }).end();
    if (pathname === '/out') return response.writeHead(200, cookie('out')).end();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      `<!doctype html><html lang="en"><title>${name}</title><main><h1>${name}: ${isSignedIn ? 'signed in' : 'signed out'}</h1></main></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    name,
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    fallSilent() {
      isSilent = true;
    },
    stop: () => stop(server),
  };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
