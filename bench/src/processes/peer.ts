import { generateKeyPair, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { hash } from '@node-rs/argon2';
import { answerQuestions } from './answer.ts';

// The limits that the system is compared with: the bare work, without the system around it.
const signAsync = promisify(sign);
const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
const CLAIMS = Buffer.alloc(900, 'x');
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let answer = '';
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(answer);
}).listen(0, '127.0.0.1');

answerQuestions({
  port: async ({ body }) => {
    answer = String(body);
    return { port: (server.address() as AddressInfo).port };
  },
  hashes: async ({ count, atOnce }) =>
    repeat(Number(count), Number(atOnce), () => hash('Correct-Horse-7-Battery', PARAMETERS).then(() => undefined)),
  signatures: async ({ count, atOnce }) =>
    repeat(Number(count), Number(atOnce), () => signAsync('sha256', CLAIMS, privateKey).then(() => undefined)),
});

async function repeat(count: number, atOnce: number, work: () => Promise<void>): Promise<object> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return {};
}
