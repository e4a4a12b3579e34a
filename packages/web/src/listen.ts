import type { FastifyInstance } from 'fastify';
import { SettingsError } from './settings.ts';

/**
 * Starts listening and answers the port in use (which differs from the one asked for when that was 0).
 * @throws SettingsError naming the setting when the port is busy, forbidden, or the host is not ours.
 */
export async function listen(
  app: FastifyInstance,
  at: { host: string; port: number; setting: string },
): Promise<number> {
  try {
    await app.listen({ host: at.host, port: at.port });
  } catch (error) {
    throw new SettingsError(sentence(error as NodeJS.ErrnoException, at));
  }
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : at.port;
}

function sentence(error: NodeJS.ErrnoException, at: { host: string; port: number; setting: string }): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${at.port} is already in use. Stop the program that uses it or choose another with the setting ${at.setting}.`;
  }
  if (error.code === 'EACCES')
    return `Port ${at.port} needs more rights than this user has. Choose another with the setting ${at.setting}.`;
  return `Cannot listen on ${at.host}:${at.port} (${error.message}). Check the setting ${at.setting}.`;
}

/**
 * Starts something that stops cleanly at the first Ctrl-C or SIGTERM; a second one stops at once. While it still starts one is
 * enough: the first process of a container hears only the signals that it asked for.
 * @throws what `start` throws
 */
export async function runUntilSignal<Started extends { close(): Promise<void> }>(
  start: () => Promise<Started>,
): Promise<Started> {
  let started: Started | undefined;
  let isClosing = false;
  const stop = (): void => {
    if (isClosing) process.exit(1);
    if (!started) process.exit(0);
    isClosing = true;
    started.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  started = await start();
  return started;
}
