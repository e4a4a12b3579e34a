// Asks the app of this container whether it is ready, for container engines: exit code 0 when it is.
//   node deploy/container/health.mjs [PORT]
import { readFileSync } from 'node:fs';

const PORTS = {
  portal: process.env.PORTAL_PORT ?? 3000,
  api: process.env.API_PORT ?? 3001,
  identity: process.env.IDENTITY_PORT ?? 3002,
};
/** The words of the container's own program say which app it is. */
const portOfThisApp = () =>
  PORTS[
    readFileSync('/proc/1/cmdline', 'utf8')
      .split('\0')
      .find((word) => Object.hasOwn(PORTS, word))
  ];

const [port = portOfThisApp()] = process.argv.slice(2);
try {
  const { ok } = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(4_000) });
  process.exit(ok ? 0 : 1);
} catch {
  process.exit(1);
}
