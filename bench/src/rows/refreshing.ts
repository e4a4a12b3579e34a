import { createRelyingParty } from '../../../journeys/src/stage/relying-party.ts';
import { compared, type Row } from '../report.ts';
import { signIn } from '../sign-in.ts';
import type { Stage } from '../stage.ts';

const GRANTS = 1_000;
const PEOPLE = 8;

/** Refresh grants beside the two RS256 signatures that each of them cannot do without. */
export async function measureRefreshing(stage: Stage): Promise<Row[]> {
  const party = createRelyingParty(stage);
  const first = await Promise.all(
    Array.from({ length: PEOPLE }, async () => (await signIn(party)).refresh_token ?? ''),
  );
  const refreshAll = (count: number) => async (): Promise<void> => {
    await Promise.all(
      first.map(async (_, index) => {
        for (let grant = 0; grant < count / PEOPLE; grant += 1) {
          first[index] = (await party.refresh(first[index] ?? '')).refresh_token ?? '';
        }
      }),
    );
  };
  await refreshAll(200)();
  const grants = await stage.system.cpuSecondsOf(refreshAll(GRANTS));
  await stage.peer.ask({ ask: 'signatures', count: 400, atOnce: PEOPLE });
  const signatures = await stage.peer.cpuSecondsOf(async () => {
    await stage.peer.ask({ ask: 'signatures', count: 2 * GRANTS, atOnce: PEOPLE });
  });
  const beside = { name: 'pairs of RS256 signatures', value: GRANTS / signatures };
  return [
    compared({ name: 'refresh grants', value: GRANTS / grants, unit: 'per CPU-second', beside }, { atLeast: 0.6 }),
  ];
}
