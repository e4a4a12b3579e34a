import { styleText } from 'node:util';
import type { Finding } from './finding.ts';

const MARKS: Record<Finding['status'], string> = {
  passed: styleText('green', '✓'),
  failed: styleText('red', '✗'),
  doubtful: styleText('yellow', '!'),
  unseen: styleText('blue', '?'),
};

/** The findings as a checklist for people. */
export function checklist(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, status, says, todo }) => [
    `${MARKS[status]} ${styleText('bold', check)}: ${says}`,
    ...(todo === undefined ? [] : [`    ${styleText('dim', '→')} ${todo}`]),
  ]);
  return `${[...lines, '', summary(findings)].join('\n')}\n`;
}

function summary(findings: readonly Finding[]): string {
  const count = (status: Finding['status']): number => findings.filter((each) => each.status === status).length;
  const failures = count('failed');
  const rest = `${count('passed')} passed, ${count('doubtful')} doubtful, ${count('unseen')} to be seen by a sign-in`;
  return failures === 0
    ? styleText('green', `Nothing failed: ${rest}.`)
    : styleText('red', `${failures} failed; ${rest}.`);
}
