import { Cannot } from './cannot.ts';
import { takeBackup } from './take-backup.ts';

const USAGE = `Takes a backup of the databases, the secrets and the local CA into one new file. The apps may run.

  npm run backup -- FILE

DATA_DIR and the …_DATABASE_URL settings say where the data is, as for the apps; of a PostgreSQL database pg_dump takes a
dump. The file holds secrets: its owner alone can read it. BACKUP_PASSPHRASE encrypts it.
`;

const [file, ...rest] = process.argv.slice(2);
if (file === undefined || file.startsWith('-') || rest.length > 0) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  try {
    const { databases, files } = await takeBackup({ file, environment: process.env, now: new Date() });
    console.log(`${file}: ${Object.keys(databases).join(', ')} and ${Object.keys(files).length} files.`);
    if (!process.env.BACKUP_PASSPHRASE) console.log('It is not encrypted: keep it as you keep the secrets in it.');
  } catch (error) {
    console.error(error instanceof Cannot ? error.message : error);
    process.exitCode = 1;
  }
}
