import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium, installChromium } from '../../../journeys/src/stage/chromium.ts';
import { isReady } from '../../../journeys/src/stage/running-system.ts';
import { engine } from '../engine/engine.ts';
import { type BuiltImages, buildImages, type Images } from '../engine/images.ts';
import { ROOT } from '../engine/root.ts';
import { EMBEDDED, type Profile, type Running, SCALE, up } from '../profile.ts';

const MOST_MEGABYTES = 150;
const MOST_START_SECONDS = 1;
/** What a profile must carry: sign-up, sign-in, profile, and a change that only the right second factor confirms. */
const JOURNEYS = ['sign-up', 'sign-in', 'account', 'beneficiaries', 'step-up'];

/**
 * Builds the image, runs both compose files with Podman or Docker, and lets the journeys judge each: a real browser, every journey
 * file on a fresh system. Answers whether all was well.
 * @param only names of journeys; all of them when there are none.
 */
export async function runContainers(only: readonly string[]): Promise<boolean> {
  const built = await buildImages();
  const verdicts = [judgeImage(built)];
  for (const profile of [EMBEDDED, SCALE]) {
    for (const journey of only.length > 0 ? only : JOURNEYS) {
      verdicts.push(await onFreshSystem(profile, built.images, (running) => judgeJourney(running, journey)));
    }
  }
  verdicts.push(await onFreshSystem(EMBEDDED, built.images, judgeStart));
  return verdicts.every(Boolean);
}

function judgeImage({ bytesAboveBase, buildSeconds }: BuiltImages): boolean {
  const megabytes = bytesAboveBase / 1e6;
  const isSmall = megabytes <= MOST_MEGABYTES;
  say(
    isSmall,
    `image: ${megabytes.toFixed(0)} MB above its base (at most ${MOST_MEGABYTES}), built in ${buildSeconds.toFixed(0)} s`,
  );
  return isSmall;
}

async function onFreshSystem(
  profile: Profile,
  images: Images,
  judge: (running: Running) => Promise<boolean>,
): Promise<boolean> {
  const running = await up(profile, images);
  try {
    return await judge(running);
  } finally {
    await running.down();
  }
}

async function judgeJourney(running: Running, journey: string): Promise<boolean> {
  const description = join(mkdtempSync(join(tmpdir(), 'surety-running-')), 'system.json');
  writeFileSync(description, JSON.stringify(running), { mode: 0o600 });
  const file = join(ROOT, 'journeys', 'src', `${journey}.journey.ts`);
  if (!readdirSync(join(ROOT, 'journeys', 'src')).includes(`${journey}.journey.ts`))
    throw new Error(`there is no journey "${journey}"`);
  const { status, stdout } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', file], {
    encoding: 'utf8',
    env: {
      ...process.env,
      RUNNING_SYSTEM: description,
      CHROMIUM_PATH: findChromium() ?? installChromium() ?? '',
      ...(running.authorityFile ? { NODE_EXTRA_CA_CERTS: running.authorityFile } : {}),
    },
  });
  say(status === 0, `${running.profile.name}: journey ${journey}`);
  if (status !== 0) console.log(stdout.slice(-6_000));
  return status === 0;
}

/** Stops every app and starts it again, as an orchestrator would: the time until it says that it is ready. */
async function judgeStart(running: Running): Promise<boolean> {
  let isFast = true;
  for (const [name, origin] of Object.entries(running.profile.origins)) {
    const container = running.container(`${name}_1`);
    await engine(['stop', '-t', '10', container]);
    const began = performance.now();
    await engine(['start', container]);
    await isReady(origin, 10);
    const seconds = (performance.now() - began) / 1000;
    isFast &&= seconds <= MOST_START_SECONDS;
    say(
      seconds <= MOST_START_SECONDS,
      `${name}: ready ${seconds.toFixed(2)} s after its start (at most ${MOST_START_SECONDS})`,
    );
  }
  return isFast;
}

function say(isWell: boolean, sentence: string): void {
  console.log(`${isWell ? 'well  ' : 'NOT   '}  ${sentence}`);
}
