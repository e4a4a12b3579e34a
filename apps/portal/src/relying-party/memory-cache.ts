import type { ICachePlugin } from '@azure/msal-node';

/** Holds MSAL's cache for one piece of work, for one session: nobody else's tokens can be in it. */
export type MemoryCache = { plugin: ICachePlugin; text(): string; hasChanged(): boolean };

/** A cache that begins with `initial` (a session's tokens, or nothing). Storing it is the caller's decision. */
export function createMemoryCache(initial = ''): MemoryCache {
  let text = initial;
  return {
    plugin: {
      beforeCacheAccess: async (context) => {
        if (text !== '') context.tokenCache.deserialize(text);
      },
      afterCacheAccess: async (context) => {
        if (context.cacheHasChanged) text = context.tokenCache.serialize();
      },
    },
    text: () => text,
    hasChanged: () => text !== initial,
  };
}
