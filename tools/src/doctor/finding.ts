/** What the doctor found out about one thing, and the one thing to do about it. */
export type Finding = {
  /** What was looked at, in a few words. */
  check: string;
  /** `unseen`: it cannot be seen from outside; `todo` says how to see it. */
  status: 'passed' | 'failed' | 'doubtful' | 'unseen';
  says: string;
  todo?: string;
};

export const passed = (check: string, says: string): Finding => ({ check, status: 'passed', says });
export const failed = (check: string, says: string, todo: string): Finding => ({ check, status: 'failed', says, todo });
export const doubtful = (check: string, says: string, todo: string): Finding => ({
  check,
  status: 'doubtful',
  says,
  todo,
});
export const unseen = (check: string, says: string, todo: string): Finding => ({ check, status: 'unseen', says, todo });
