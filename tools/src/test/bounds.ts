import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

// House rule: a source file of more than 200 lines has more than one idea. Tables of the contract are excepted.
const MOST_LINES = 200;
const DRAWERS = /\/(utils?|helpers?|common|shared|misc|lib|types)(\/|\.ts$)/;

/** Migrations and decisions: two people who take the next number at once must hear of it. */
const NUMBERED = /^(.*\/(?:migrations|decisions)\/\d{3})-/;

function filesLike(...patterns: string[]): string[] {
  const words = ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns];
  return execFileSync('git', words, { encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '');
}

function doubledNumbers(): string[] {
  const numbers = filesLike('*.ts', 'docs/decisions/*.md').flatMap((file) => NUMBERED.exec(file)?.[1] ?? []);
  return numbers.filter((number, at) => numbers.indexOf(number) !== at);
}

const files = filesLike('*.ts');
const complaints = [
  ...files
    .filter((file) => !file.endsWith('.test.ts') && !file.startsWith('journeys/'))
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ file, lines }) => `${file} has ${lines} lines; at most ${MOST_LINES}: split it by idea`),
  ...files.filter((file) => DRAWERS.test(file)).map((file) => `${file} has a name that says nothing`),
  ...doubledNumbers().map((number) => `${number} is the number of two files`),
];
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exit(1);
console.log(`${files.length} files within their bounds`);
