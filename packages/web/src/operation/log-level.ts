import type { Logger } from '../request-log.ts';

/**
 * Lets somebody look closer while an app runs: SIGUSR2 makes the log fine (debug), the next one makes it as it was.
 * @returns stops listening to the signal
 */
export function switchLevelOnSignal(logger: Logger): () => void {
  const usual = logger.level;
  const change = (): void => {
    logger.level = logger.level === 'debug' ? usual : 'debug';
    logger.fatal({ event: 'log-level', level: logger.level });
  };
  process.on('SIGUSR2', change);
  return () => process.off('SIGUSR2', change);
}
