// An api that is killed without warning in the moment between the commit of a change and its answer. It says where it listens.
import { UNITED_STATES } from '@surety/insurance';
import { createLogger, listen, systemRandom } from '@surety/web';
import { createApi } from '../app.ts';
import { openApiDatabase } from '../database.ts';
import { createRepositories } from '../repositories.ts';
import { PORTAL } from './people.ts';
import { trusting } from './stage.ts';

const [address = '', metadataUrl = '', now = ''] = process.argv.slice(2);
const db = await openApiDatabase(address);
const repositories = createRepositories(db);
const clock = () => new Date(now);
const app = createApi({
  db,
  repositories,
  provider: trusting(metadataUrl, clock),
  clock,
  random: systemRandom,
  logger: createLogger('api', 'silent'),
  market: UNITED_STATES,
  // The queue of notices is woken once the change and its letter stand, and before anybody is told.
  wakeNotices: () => process.kill(process.pid, 'SIGKILL'),
  config: {
    origin: 'http://localhost:3001',
    portalOrigin: PORTAL,
    insurerMailbox: undefined,
    demoMode: false,
    trustedProxies: [],
  },
});
const port = await listen(app, { host: '127.0.0.1', port: 0, setting: 'API_PORT' });
process.stdout.write(`http://127.0.0.1:${port}\n`);
