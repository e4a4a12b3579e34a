import { hasContainerEngine } from './engine/installed.ts';

/** What can be tried, by the word that follows `npm run`. */
const TRIALS: Record<string, (words: readonly string[]) => Promise<boolean>> = {
  containers: async (words) => (await import('./containers/run-containers.ts')).runContainers(words),
  kills: async () => (await import('./kills/run-kills.ts')).runKills(),
  soak: async (words) => (await import('./soak/run-soak.ts')).runSoak(words),
  volume: async (words) => (await import('./volume/run-volume.ts')).runVolume(words),
  overload: async () => (await import('./overload/run-overload.ts')).runOverload(),
  chaos: async (words) => (await import('./chaos/run-chaos.ts')).runChaos(words),
};
const NEED_CONTAINERS = new Set(['containers', 'chaos']);

const [name = '', ...words] = process.argv.slice(2);
const trial = TRIALS[name];
if (trial === undefined) {
  console.error(`There is no trial "${name}". Known: ${Object.keys(TRIALS).join(', ')}.`);
  process.exit(1);
}
if (NEED_CONTAINERS.has(name) && !hasContainerEngine()) {
  console.log(
    `Left out: ${name}, because there is no container engine. Install podman and podman-compose; with CONTAINER_ENGINE=docker, start Docker as well.`,
  );
  // A machine that tests for others must not pass without them.
  process.exit(process.env.CI ? 1 : 0);
}
process.exit((await trial(words)) ? 0 : 1);
