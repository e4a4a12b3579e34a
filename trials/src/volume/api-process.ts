// One api on the database that its settings name, for the process that forked it.
import { createLogger } from '@surety/web';
import { startApi } from '../../../apps/api/src/app.ts';
import { readApiConfig } from '../../../apps/api/src/config.ts';

const { origin, close } = await startApi(readApiConfig(process.env), createLogger('api', 'silent'));
process.on('disconnect', () => close().then(() => process.exit(0)));
process.send?.({ origin });
