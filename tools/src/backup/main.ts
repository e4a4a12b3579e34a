import { Cannot } from './cannot.ts';
import { STANDARD, throughStandardOutput } from './standard-streams.ts';
import { takeBackup } from './take-backup.ts';

const USAGE = `Takes a backup of the databases, the secrets and the local CA into one new file. The apps may run.

  npm run backup -- FILE

FILE may be - for the standard output. DATA_DIR, SHARED_DATA_DIR and the …_DATABASE_URL settings say where the data is, as
for the apps; where each app has a data folder of its own, IDENTITY_DATA_DIR, API_DATA_DIR and PORTAL_DATA_DIR say which. Of
a PostgreSQL database pg_dump takes a dump, one of each, whoever shares it. The file holds secrets: its owner alone can read it. BACKUP_PASSPHRASE encrypts it.
`;

const [file, ...rest] = process.argv.slice(2);
if (file === undefined || (file.startsWith('-') && file !== STANDARD) || rest.length > 0) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  try {
    const take = (to: string) => takeBackup({ file: to, environment: process.env, now: new Date() });
    const { databases, files } = await (file === STANDARD ? throughStandardOutput(take) : take(file));
    // The standard output may be the backup itself.
    console.error(`${file}: ${Object.keys(databases).join(', ')} and ${Object.keys(files).length} files.`);
    if (!process.env.BACKUP_PASSPHRASE) console.error('It is not encrypted: keep it as you keep the secrets in it.');
  } catch (error) {
    console.error(error instanceof Cannot ? error.message : error);
    process.exitCode = 1;
  }
}
