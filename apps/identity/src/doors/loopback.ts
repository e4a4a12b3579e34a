/** Whether an origin is this machine's alone. Names below `localhost` are this machine as well (RFC 6761 6.3). */
export function isLoopback(origin: string): boolean {
  const { hostname } = new URL(origin);
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.endsWith('.localhost');
}
