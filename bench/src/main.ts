import { report } from './report.ts';
import { measureReading } from './rows/reading.ts';
import { measureRefreshing } from './rows/refreshing.ts';
import { measureSigningIn } from './rows/signing-in.ts';
import { measureStarting } from './rows/starting.ts';
import { openStage } from './stage.ts';

console.log('Measuring; this takes about a minute …');
const starting = await measureStarting();
const stage = await openStage();
try {
  const rows = [
    ...(await measureReading(stage)),
    ...(await measureSigningIn(stage)),
    ...(await measureRefreshing(stage)),
    ...starting,
    ...(await stage.memory()),
  ];
  report(rows);
} finally {
  await stage.close();
}
