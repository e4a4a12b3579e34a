import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { singlePagePath } from './tenant.ts';

const require = createRequire(import.meta.url);
const beside = (manifest: string, file: string): string => join(dirname(manifest), file);
const ownPage = (file: string): URL => new URL(`../pages/${file}`, import.meta.url);

/** The libraries as their packages bring them for a plain script element. */
const LIBRARIES = {
  'msal-browser': () => beside(require.resolve('@azure/msal-browser/package.json'), 'lib/msal-browser.min.js'),
  'oidc-client-ts': () => beside(require.resolve('oidc-client-ts/package.json'), 'dist/browser/oidc-client-ts.min.js'),
};

/** Names of the single-page applications. */
export type SinglePageName = keyof typeof LIBRARIES;

/** Serves the single-page applications on a free port of this machine. */
export async function startPageServer(): Promise<{ origin: string; stop(): void }> {
  const files = new Map<string, { type: string; text: string }>();
  for (const [name, library] of Object.entries(LIBRARIES)) {
    const path = singlePagePath(name);
    files.set(path, { type: 'text/html', text: readFileSync(ownPage('page.html'), 'utf8') });
    files.set(`${path}application.js`, { type: 'text/javascript', text: readFileSync(ownPage(`${name}.js`), 'utf8') });
    files.set(`${path}library.js`, { type: 'text/javascript', text: readFileSync(library(), 'utf8') });
  }
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? '/', 'http://localhost').pathname);
    response.writeHead(file ? 200 : 404, { 'content-type': `${file?.type ?? 'text/plain'}; charset=utf-8` });
    response.end(file?.text);
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
