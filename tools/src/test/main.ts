import { run, type Step } from './steps.ts';

// The cheapest and most telling first, so that a mistake is told within seconds.
const STEPS: readonly Step[] = [
  { name: 'format and lint', command: ['biome', 'ci', '--error-on-warnings', '.'] },
  { name: 'types', command: ['tsc'] },
  {
    name: 'import rules',
    command: [
      'depcruise',
      '--output-type',
      'err',
      'packages',
      'apps',
      'tools',
      'journeys',
      'bench',
      'referees',
      'trials',
    ],
  },
  { name: 'unused code', command: ['knip'] },
  { name: 'bounds', command: ['node', 'tools/src/test/bounds.ts'] },
  {
    name: 'tests',
    // Node's own default is one process less than there are cores.
    command: [
      'node',
      '--test',
      '--test-concurrency=2',
      // A file whose failure leaves something open would otherwise run for ever.
      '--test-timeout=600000',
      '--test-reporter=spec',
      '{packages/*,apps/*,tools}/src/**/*.test.ts',
    ],
  },
  { name: 'journeys', command: ['node', 'journeys/src/main.ts'] },
];

const only = process.argv.slice(2);
process.exit(
  await run(only.length === 0 ? STEPS : STEPS.filter(({ name }) => only.some((word) => name.includes(word)))),
);
