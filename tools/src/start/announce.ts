import { styleText } from 'node:util';
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
    `  identity  ${identity.origin}`,
    ...(demo.inbox === undefined ? [] : [`  inbox     ${demo.inbox}   every mail and code arrives here`]),
  ];
  if (demo.people.length > 0) {
    lines.push('', title('Demo people'), '');
    for (const { email, password, appSecret } of demo.people) {
      lines.push(
        `  ${email.padEnd(20)} ${password}   second factor: ${appSecret === undefined ? 'code by mail, see the inbox' : 'authenticator app'}`,
      );
      if (appSecret !== undefined) lines.push(`  ${''.padEnd(20)} secret for your authenticator app: ${appSecret}`);
    }
  }
  return [...lines, '', 'Ctrl-C stops it. What happens is kept in the data folder.', ''].join('\n');
}
