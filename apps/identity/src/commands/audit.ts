import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { brokenLinkInWords } from '@surety/database';
import { SettingsError } from '@surety/web';
import { type AuditRepository, createAuditRepository } from '../audit/audit-repository.ts';
import { exportAudit } from '../audit/export-audit.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import type { IdentityConfig } from '../config.ts';
import { openIdentityDatabase } from '../open-database.ts';
import { type Command, readWords } from './command.ts';

/** Commands about the audit of accounts. */
export const AUDIT: readonly [string, Command][] = [
  ['audit verify', { usage: '', about: 'proves the audit of accounts, or names the first broken link', run: verify }],
  [
    'audit export',
    {
      usage: '[--account ID]',
      about: 'writes the audit of accounts as JSON lines',
      details: `--account ID  of one account, by its object id; the account may be deleted

Keep an export elsewhere: it also shows an audit that somebody rewrote as a whole.
With npm run --silent the output holds nothing else.`,
      run: (config, parameters, { output }) => {
        const { values } = readWords(parameters, { account: { type: 'string' } }, 0);
        return withAudit(config, async (audit) => {
          await pipeline(Readable.from(exportAudit(audit, values.account)), output, { end: false });
          return '';
        });
      },
    },
  ],
];

/** @throws SettingsError when a link is broken. */
function verify(config: IdentityConfig, parameters: readonly string[]): Promise<string> {
  readWords(parameters, {}, 0);
  return withAudit(config, async (audit) => {
    const verdict = await verifyAudit(audit);
    if (!verdict.intact) throw new SettingsError(brokenLinkInWords(verdict.broken, 'account'));
    return `${verdict.events} events of ${verdict.accounts} accounts, intact.`;
  });
}

async function withAudit<Result>(
  { databaseUrl }: Pick<IdentityConfig, 'databaseUrl'>,
  work: (audit: AuditRepository) => Promise<Result>,
): Promise<Result> {
  const db = await openIdentityDatabase(databaseUrl, 2, 'unhurried');
  try {
    return await work(createAuditRepository(db));
  } finally {
    await db.destroy();
  }
}
