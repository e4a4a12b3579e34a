import { styleText } from 'node:util';
import type { Planned } from './walk.ts';

const MARKS = {
  create: styleText('green', '+'),
  change: styleText('yellow', '~'),
  there: styleText('dim', '='),
} as const;

/** The plan as a diff: `+` is created, `~` is changed, `=` is there. */
export function planReport(planned: readonly Planned[]): string {
  const lines = planned.flatMap(({ title, difference }) => [
    `${MARKS[difference.mark]} ${title}`,
    ...(difference.mark === 'there' ? [] : difference.lines.map((line) => `    ${line}`)),
  ]);
  const count = (mark: keyof typeof MARKS): number => planned.filter((each) => each.difference.mark === mark).length;
  return [...lines, '', `${count('create')} to create, ${count('change')} to change, ${count('there')} there.`].join(
    '\n',
  );
}

/** What Graph cannot set, as a numbered list; it is said every time, because nobody can see from here whether it is done. */
export function remainingClicks(clicks: readonly string[]): string {
  return [
    'What remains for you, in the portal of the directory:',
    ...clicks.map((each, index) => `  ${index + 1}. ${each}`),
  ].join('\n');
}
