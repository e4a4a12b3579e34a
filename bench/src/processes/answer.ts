type Message = { ask: string; [name: string]: unknown };

/** Answers the questions of the measuring process; `cpu` and `memory` are known to all. */
export function answerQuestions(own: Record<string, (message: Message) => Promise<object>> = {}): void {
  const questions: typeof own = {
    cpu: async () => process.cpuUsage(),
    memory: async () => ({ bytes: process.memoryUsage.rss() }),
    ...own,
  };
  process.on('message', async (message: Message) => {
    process.send?.((await questions[message.ask]?.(message)) ?? {});
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ ready: true });
}
