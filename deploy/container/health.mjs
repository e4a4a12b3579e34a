// Asks an app in this container whether it is ready, for container engines: exit code 0 when it is.
//   node deploy/container/health.mjs PORT
const [port] = process.argv.slice(2);
try {
  const { ok } = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(4_000) });
  process.exit(ok ? 0 : 1);
} catch {
  process.exit(1);
}
