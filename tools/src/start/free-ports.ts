import { once } from 'node:events';
import { createServer } from 'node:net';

/** Settings that put the whole system on free ports and its data into this folder, and the origins that follow. */
export async function settingsOnFreePorts(dataFolder: string): Promise<{
  settings: Record<string, string>;
  origins: { portal: string; api: string; identity: string };
}> {
  const [portal, api, identity, smtp, tls] = await freePorts(5);
  return {
    settings: {
      DATA_DIR: dataFolder,
      PORTAL_PORT: String(portal),
      API_PORT: String(api),
      IDENTITY_PORT: String(identity),
      INBOX_SMTP_PORT: String(smtp),
      TLS_PORT: String(tls),
    },
    origins: {
      portal: `http://localhost:${portal}`,
      api: `http://localhost:${api}`,
      identity: `http://localhost:${identity}`,
    },
  };
}

/** Ports that nobody listens on, as far as one can know beforehand. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, 'localhost'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
