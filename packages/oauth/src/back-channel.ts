/**
 * A `fetch` that reaches the provider by another address than its public one: requests to `publicOrigin` go to
 * `backChannelOrigin`, everything else goes where it says. This is how a container reaches the issuer that browsers know.
 */
export function createBackChannelFetch(origins: ReadonlyMap<string, string>): typeof globalThis.fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const mapped = origins.get(url.origin);
    if (mapped === undefined) return globalThis.fetch(input, init);
    return globalThis.fetch(new URL(`${url.pathname}${url.search}`, mapped), init);
  };
}
