import { createRelyingParty } from '../../../journeys/src/stage/relying-party.ts';
import { compared, type Row } from '../report.ts';
import { signIn } from '../sign-in.ts';
import type { Stage } from '../stage.ts';

const SIGN_INS = 150;
const AT_ONCE = 4;

/** Whole sign-ins (authorize, password, code, tokens) beside the one password hash that each cannot do without. */
export async function measureSigningIn(stage: Stage): Promise<Row[]> {
  const party = createRelyingParty(stage);
  const signInAll = (count: number) => async (): Promise<void> => {
    let left = count;
    const worker = async (): Promise<void> => {
      while (left-- > 0) await signIn(party);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  };
  await signInAll(30)();
  const signIns = (await stage.system.cpuSecondsOf(signInAll(SIGN_INS))) / SIGN_INS;
  await stage.peer.ask({ ask: 'hashes', count: 30, atOnce: AT_ONCE });
  const hashes = await stage.peer.cpuSecondsOf(async () => {
    await stage.peer.ask({ ask: 'hashes', count: SIGN_INS, atOnce: AT_ONCE });
  });
  const beside = { name: 'ms for one argon2id hash', value: (hashes / SIGN_INS) * 1000 };
  return [compared({ name: 'a whole sign-in', value: signIns * 1000, unit: 'ms of CPU', beside }, { atMost: 1.2 })];
}
