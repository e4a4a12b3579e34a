import { startSystem } from '../../../tools/src/start/system.ts';
import { answerQuestions } from './answer.ts';

const system = await startSystem(process.env);
process.on('SIGTERM', () => system.close().then(() => process.exit(0)));
answerQuestions();
