import { brokenLinkInWords } from '../../../apps/api/src/audit/broken-link-in-words.ts';
import { Cannot } from '../backup/cannot.ts';
import { fromStandardInput, STANDARD } from '../backup/standard-streams.ts';
import { restoreBackup } from './restore-backup.ts';

const USAGE = `Brings a backup back and proves its audit. Overwrites nothing.

  npm run restore -- FILE

FILE may be - for the standard input. DATA_DIR names a folder that is empty or not there yet (or IDENTITY_DATA_DIR,
API_DATA_DIR, PORTAL_DATA_DIR and SHARED_DATA_DIR one each); what was in PostgreSQL goes into the empty databases that the
…_DATABASE_URL settings name, by pg_restore: as many as there were. BACKUP_PASSPHRASE opens an encrypted backup.
`;

const [file, ...rest] = process.argv.slice(2);
if (file === undefined || (file.startsWith('-') && file !== STANDARD) || rest.length > 0) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  try {
    const restore = (from: string) => restoreBackup({ file: from, environment: process.env });
    const { manifest, audit } = await (file === STANDARD ? fromStandardInput(restore) : restore(file));
    console.log(`Restored as of ${manifest.takenAt}: ${Object.keys(manifest.databases).join(', ')}.`);
    if (audit?.intact) console.log(`Audit: ${audit.events} events of ${audit.policyholders} policyholders, intact.`);
    else if (audit) console.error(brokenLinkInWords(audit.broken));
    process.exitCode = audit?.intact === false ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Cannot ? error.message : error);
    process.exitCode = 1;
  }
}
