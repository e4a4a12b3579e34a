import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADA, BEN, type Stage, setStage } from '../testing/stage.ts';

let stage: Stage;
before(async () => {
  stage = await setStage({ requestsPerPerson: 4 });
  await stage.register(ADA);
  await stage.register(BEN);
});
after(() => stage.strike());

test('one person who asks too often is asked to wait, with whatever token and from wherever; others are not', async () => {
  const ask = async (person: typeof ADA, remoteAddress: string) => {
    const authorization = `Bearer ${await stage.tokenOf(person, { jti: String(Math.random()) })}`;
    return stage.app.inject({ url: '/policies', headers: { authorization }, remoteAddress });
  };
  for (let count = 0; count < 3; count += 1) assert.equal((await ask(ADA, `192.0.2.${count}`)).statusCode, 200);
  const refused = await ask(ADA, '192.0.2.9');
  assert.equal(refused.statusCode, 429);
  assert.match(String(refused.headers['content-type']), /application\/problem\+json/);
  assert.equal(refused.json().code, 'too-many-requests');
  assert.ok(Number(refused.headers['retry-after']) > 0);
  assert.equal((await ask(BEN, '192.0.2.9')).statusCode, 200);
});
