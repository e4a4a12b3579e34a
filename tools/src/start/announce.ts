import { styleText } from 'node:util';
import type { DemoPerson } from '../../../apps/identity/src/accounts/demo-people.ts';
import type { System } from './system.ts';

/** What a person wants to read after the start: where everything is, who can sign in, and where the codes are. */
export function announce({ portal, api, identity, demo }: System): string {
  const title = (text: string): string => styleText('bold', text);
  const lines = [
    '',
    title('Surety is running.'),
    '',
    `  portal    ${portal.origin}`,
    `  api       ${api.origin}/docs`,
    ...(identity === undefined ? [] : [`  identity  ${identity.origin}`]),
    ...(demo.inbox === undefined ? [] : [`  inbox     ${demo.inbox}   every mail and code arrives here`]),
  ];
  for (const [heading, people] of [
    ['Demo people', demo.people],
    ['Demo staff', demo.staff],
  ] as const) {
    if (people.length > 0) lines.push('', title(heading), '', ...people.flatMap(describePerson));
  }
  return [...lines, '', 'Ctrl-C stops it. What happens is kept in the data folder.', ''].join('\n');
}

function describePerson({ email, password, appSecret }: DemoPerson): string[] {
  const factor = appSecret === undefined ? 'code by mail, see the inbox' : 'authenticator app';
  const line = `  ${email.padEnd(23)} ${password}   second factor: ${factor}`;
  return appSecret === undefined
    ? [line]
    : [line, `  ${''.padEnd(23)} secret for your authenticator app: ${appSecret}`];
}
