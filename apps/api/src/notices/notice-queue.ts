import type { Logger } from '@surety/web';

/** Delivers in the background, for as long as the api runs. */
export type NoticeQueue = {
  start(): void;
  /** There may be something to deliver. Returns at once. */
  wake(): void;
  /** Lets the delivery that is under way finish, and begins no other. */
  stop(): Promise<void>;
};

const LOOK_EVERY_MS = 15_000;

/**
 * @param deliver delivers what is due and answers how many it took; between two it looks whether it is to stop
 * @param failure name of the event when that fails
 */
export function createNoticeQueue({
  deliver,
  logger,
  failure = 'notices-failed',
}: {
  deliver(isStopping: () => boolean): Promise<number>;
  logger: Logger;
  failure?: string;
}): NoticeQueue {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isWoken = false;
  const isStopping = (): boolean => timer === undefined;

  async function run(): Promise<void> {
    do {
      isWoken = false;
      try {
        while ((await deliver(isStopping)) > 0 && !isStopping());
      } catch (error) {
        logger.error({ event: failure, err: error });
      }
    } while (isWoken && timer !== undefined);
    running = undefined;
  }

  function wake(): void {
    isWoken = true;
    if (timer !== undefined) running ??= run();
  }

  return {
    start() {
      timer ??= setInterval(wake, LOOK_EVERY_MS).unref();
      wake();
    },
    wake,
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await running;
    },
  };
}
