import { brokenLinkInWords } from '../../../apps/api/src/audit/broken-link-in-words.ts';
import { Cannot } from '../backup/cannot.ts';
import { restoreBackup } from './restore-backup.ts';

const USAGE = `Brings a backup back and proves its audit. Overwrites nothing.

  npm run restore -- FILE

DATA_DIR names a folder that is empty or not there yet; what was in PostgreSQL goes into the empty databases that the
…_DATABASE_URL settings name, by pg_restore. BACKUP_PASSPHRASE opens an encrypted backup.
`;

const [file, ...rest] = process.argv.slice(2);
if (file === undefined || file.startsWith('-') || rest.length > 0) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  try {
    const { manifest, audit } = await restoreBackup({ file, environment: process.env });
    console.log(`Restored as of ${manifest.takenAt}: ${Object.keys(manifest.databases).join(', ')}.`);
    if (audit?.intact) console.log(`Audit: ${audit.events} events of ${audit.policyholders} policyholders, intact.`);
    else if (audit) console.error(brokenLinkInWords(audit.broken));
    process.exitCode = audit?.intact === false ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Cannot ? error.message : error);
    process.exitCode = 1;
  }
}
