/** Whether an origin is this machine's alone. */
export function isLoopback(origin: string): boolean {
  return isLoopbackName(new URL(origin).hostname);
}

/** Whether a host name is this machine's alone. Names below `localhost` are this machine as well (RFC 6761 6.3). */
export function isLoopbackName(hostname: string): boolean {
  const name = hostname.toLowerCase();
  return ['localhost', '127.0.0.1', '[::1]'].includes(name) || /^[\w.-]+\.localhost$/.test(name);
}
