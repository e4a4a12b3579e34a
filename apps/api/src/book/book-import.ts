import type { Services } from '../services.ts';

/** What an import works with. */
export type ImportServices = Pick<Services, 'db' | 'clock' | 'random'>;

/** Which book, and how. */
export type ImportRequest = {
  file: string;
  /** Reads and judges everything, and records nothing. */
  isDryRun?: boolean;
  /** Told now and then how far it is. */
  progress?(step: 'reading' | 'recording', done: number): void;
};
