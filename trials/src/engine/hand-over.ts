import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engine, podman } from './engine.ts';
import { execute } from './execute.ts';

/** Gives Docker an image that Buildah made: its own build could not be lent this machine's way to the registries. */
export async function handOver(image: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'surety-image-'));
  try {
    const archive = join(folder, 'image.tar');
    await execute(podman(['save', '--format', 'docker-archive', image, '-o', archive]));
    await engine(['load', '-i', archive]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
