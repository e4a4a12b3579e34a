import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

// House rule: a source file of more than 200 lines has more than one idea. Tables of the contract are excepted.
const MOST_LINES = 200;
const DRAWERS = /\/(utils?|helpers?|common|shared|misc|lib|types)(\/|\.ts$)/;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '');
const complaints = [
  ...files
    .filter((file) => !file.endsWith('.test.ts') && !file.startsWith('journeys/'))
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ file, lines }) => `${file} has ${lines} lines; at most ${MOST_LINES}: split it by idea`),
  ...files.filter((file) => DRAWERS.test(file)).map((file) => `${file} has a name that says nothing`),
];
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exit(1);
console.log(`${files.length} files within their bounds`);
