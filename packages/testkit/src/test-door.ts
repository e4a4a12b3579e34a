import { setTimeout } from 'node:timers/promises';
import type { EndpointFault, EndpointName, Forgery, Message, NewPerson, Person } from './words.ts';

/** Where identity is, and the token of its test door. */
export type TestDoorOptions = {
  /** Such as `http://localhost:3002`. */
  origin: string;
  /** `TEST_DOOR_TOKEN`, or what is in `DATA_DIR/secrets/test-door-token`. */
  token: string;
};

/** Identity's door for tests. Every function throws an `Error` with the door's own sentence when it refuses. */
export type TestDoor = {
  /** What was sent, newest first; only to addresses that hold `to`, when given. */
  messages(to?: string): Promise<readonly Message[]>;
  /** The newest code that was sent to this address. Waits up to `seconds` for it. */
  newestCode(to: string, seconds?: number): Promise<string>;
  clearMessages(): Promise<void>;
  /** Makes a person; what is not given is made up. */
  createPerson(asked?: NewPerson): Promise<Person>;
  /** What this person's authenticator app shows now. Each code works once. */
  appCode(person: Person): Promise<string>;
  /** Identity's time, which goes on from where it is put. Other programs keep theirs. */
  now(): Promise<Date>;
  setClock(at: Date): Promise<Date>;
  advanceClock(seconds: number): Promise<Date>;
  /** Leaves only the people of the demonstration, at the right time, and mends every fault. */
  reset(): Promise<void>;
  /** A token as a user flow would give it, but for the fault that is asked for. */
  forgeToken(forgery: Forgery): Promise<string>;
  /** Lets an endpoint fail, `times` times or until `mend`. */
  breakEndpoint(endpoint: EndpointName, fault: EndpointFault, times?: number): Promise<void>;
  mend(): Promise<void>;
};

const BETWEEN_LOOKS_MILLISECONDS = 100;
const CODE_SECONDS = 10;

/** A client of the test door that identity opens with `TEST_DOOR=true`. */
export function createTestDoor(options: TestDoorOptions): TestDoor {
  const call = <Answer>(method: string, path: string, body?: object): Promise<Answer> =>
    send(options, { method, path, body });
  const messages = async (to?: string): Promise<readonly Message[]> => {
    const query = to === undefined ? '' : `?${new URLSearchParams({ to })}`;
    return (await call<{ messages: Message[] }>('GET', `messages${query}`)).messages.map(withDate);
  };
  const moved = async (change: object): Promise<Date> =>
    new Date((await call<{ now: string }>('PUT', 'clock', change)).now);
  return {
    messages,
    async newestCode(to, seconds = CODE_SECONDS) {
      for (let looks = 0; looks * BETWEEN_LOOKS_MILLISECONDS <= seconds * 1000; looks += 1) {
        const code = (await messages(to)).find((message) => message.code !== null)?.code;
        if (code) return code;
        await setTimeout(BETWEEN_LOOKS_MILLISECONDS);
      }
      throw new Error(`No code was sent to ${to} within ${seconds} seconds.`);
    },
    clearMessages: () => call('DELETE', 'messages'),
    createPerson: (asked = {}) => call('POST', 'people', asked),
    async appCode({ email, appSecret }) {
      if (appSecret === undefined) throw new Error(`${email} has no authenticator app.`);
      return (await call<{ code: string }>('POST', 'app-code', { secret: appSecret })).code;
    },
    now: async () => new Date((await call<{ now: string }>('GET', 'clock')).now),
    setClock: (at) => moved({ at: at.toISOString() }),
    advanceClock: (advanceSeconds) => moved({ advanceSeconds }),
    reset: () => call('POST', 'reset'),
    forgeToken: async (forgery) => (await call<{ token: string }>('POST', 'tokens', forgery)).token,
    breakEndpoint: (endpoint, is, times) =>
      call('PUT', 'faults', { endpoint, is, ...(times !== undefined && { times }) }),
    mend: () => call('DELETE', 'faults'),
  };
}

type Call = { method: string; path: string; body: object | undefined };

async function send<Answer>({ origin, token }: TestDoorOptions, { method, path, body }: Call): Promise<Answer> {
  const response = await fetch(`${origin}/test-door/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as Answer;
  if (response.status === 404) throw new Error(`${origin} has no test door. Start identity with TEST_DOOR=true.`);
  throw new Error(sentenceOf(text) ?? `The test door answered ${response.status}.`);
}

function sentenceOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { detail?: string }).detail;
  } catch {
    return undefined;
  }
}

function withDate(message: Message): Message {
  return { ...message, receivedAt: new Date(message.receivedAt) };
}
