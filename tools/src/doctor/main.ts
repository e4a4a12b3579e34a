import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { SettingsError, systemClock } from '@surety/web';
import { readApiConfig } from '../../../apps/api/src/config.ts';
import { readPortalConfig } from '../../../apps/portal/src/config.ts';
import { withOrigins } from '../start/origins.ts';
import { examine } from './examine.ts';
import { type Finding, failed } from './finding.ts';
import { patientOf } from './patient.ts';
import { checklist } from './report.ts';
import { signInAndLook } from './sign-in.ts';

const USAGE = `Looks at the identity provider that the settings name, as portal and api would use it.

  npm run doctor
      Prints a checklist: what is right, what is not, and the one thing to do about it.

  npm run doctor -- --sign-in
      Also signs in with you, twice (once with the second factor), and looks at the tokens. It prints an address to open
      and asks for the address at which your browser ends; the portal need not run.

  npm run --silent doctor -- --json
      The same for programs: a list of {check, status, says, todo}.

It reads the settings of portal and api from the environment, changes nothing at the provider, and prints no secret and no token.

Exit codes: 0 nothing failed, 1 something failed, 2 the command was not understood.
`;

/** The doctor seals no session; without this a secret would be made in the data folder. */
const NOT_NEEDED = 'the-doctor-seals-no-session';

process.exitCode = await run(process.argv.slice(2));

async function run(words: string[]): Promise<number> {
  const options = parse(words);
  if (options === undefined || options.help) {
    process[options ? 'stdout' : 'stderr'].write(USAGE);
    return options ? 0 : 2;
  }
  const findings = await diagnose(options['sign-in'] === true);
  process.stdout.write(options.json ? `${JSON.stringify(findings, null, 2)}\n` : checklist(findings));
  return findings.some(({ status }) => status === 'failed') ? 1 : 0;
}

function parse(args: string[]) {
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({ args, options: { json: flag, 'sign-in': flag, help: { ...flag, short: 'h' } } }).values;
  } catch {
    return undefined;
  }
}

async function diagnose(withSignIn: boolean): Promise<Finding[]> {
  try {
    const environment = withOrigins(process.env);
    const patient = patientOf(
      readPortalConfig({ SESSION_SECRET: NOT_NEEDED, ...environment }),
      readApiConfig(environment),
      systemClock,
    );
    const findings = await examine(patient);
    return withSignIn ? [...findings, ...(await signInAndLook(patient, askAtTerminal))] : findings;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return [failed('settings', error.message, 'Mend it; docs/settings.md describes every setting.')];
  }
}

/** Shows an address to open, and takes the one at which the browser ends. */
async function askAtTerminal(purpose: string, url: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  process.stderr.write(`\n${purpose}. Open this in a browser:\n\n  ${url}\n\n`);
  const answer = await terminal.question('The address at which it ends (the page may say that nothing is there): ');
  terminal.close();
  return answer.trim();
}
