import { CHAIN_ORIGIN, hashOfLink, isJson, type RecordedLink } from './hash-chain.ts';

/** Where a chain ends. */
export type ChainHead = { ownerId: string; position: number; hash: string };

/** The first place where a chain does not agree with itself. */
export type BrokenLink = {
  ownerId: string;
  position: number;
  reason: 'event-missing' | 'event-changed' | 'head-differs';
};

/** How chains are read, in pages by key. */
export type ChainReader = {
  /** The next heads by owner, for walking through all of them. */
  headsAfter(ownerId: string, limit: number): Promise<readonly ChainHead[]>;
  /** The head of one chain as it is now. */
  headOf(ownerId: string): Promise<ChainHead | undefined>;
  /** The next events of one owner by position. */
  eventsOf(ownerId: string, page: { after: number; limit: number }): Promise<readonly RecordedLink[]>;
};

/** Compares what a whole chain tells with what stands elsewhere. */
export type Witness<Finding> = {
  /** Sees every event, in order; its content is JSON. */
  see(link: RecordedLink): void;
  /** What differs, once all were seen. */
  finding(): Promise<Finding | undefined>;
};

export type ChainsVerdict<Finding = never> =
  | { intact: true; events: number; chains: number }
  | { intact: false; broken: BrokenLink | Finding };

const PAGE = 500;

/** Reads all chains and names the first broken link, or what a witness finds. The system may run meanwhile. */
export async function verifyChains<Finding = never>(
  reader: ChainReader,
  witnessOf?: (ownerId: string) => Witness<Finding>,
): Promise<ChainsVerdict<Finding>> {
  let [events, chains, after] = [0, 0, ''];
  for (;;) {
    const heads = await reader.headsAfter(after, PAGE);
    for (const head of heads) {
      const found = await verifyStill(reader, head, witnessOf);
      if (typeof found !== 'number') return { intact: false, broken: found };
      events += found;
      chains += 1;
      after = head.ownerId;
    }
    if (heads.length < PAGE) return { intact: true, events, chains };
  }
}

// An event that is written during the reading moves the head in the same transaction. So a link counts as broken only
// when the head has not moved since; else the chain is read again.
async function verifyStill<Finding>(
  reader: ChainReader,
  head: ChainHead,
  witnessOf: ((ownerId: string) => Witness<Finding>) | undefined,
): Promise<number | BrokenLink | Finding> {
  for (let current = head; ; ) {
    const broken = await verifyChain(reader, current, witnessOf?.(head.ownerId));
    if (!broken) return current.position;
    const now = await reader.headOf(head.ownerId);
    if (!now || (now.hash === current.hash && now.position === current.position)) return broken;
    current = now;
  }
}

async function verifyChain<Finding>(
  reader: ChainReader,
  head: ChainHead,
  witness: Witness<Finding> | undefined,
): Promise<BrokenLink | Finding | undefined> {
  const { ownerId } = head;
  let last = { position: 0, hash: CHAIN_ORIGIN };
  for (;;) {
    const page = await reader.eventsOf(ownerId, { after: last.position, limit: PAGE });
    for (const link of page) {
      const reason = whyBroken(ownerId, link, last);
      if (reason) return { ownerId, position: last.position + 1, reason };
      witness?.see(link);
      last = link;
    }
    if (page.length < PAGE) break;
  }
  if (last.position < head.position) return { ownerId, position: last.position + 1, reason: 'event-missing' };
  const agrees = last.position === head.position && last.hash === head.hash;
  return agrees ? witness?.finding() : { ownerId, position: last.position, reason: 'head-differs' };
}

function whyBroken(
  ownerId: string,
  link: RecordedLink,
  previous: { position: number; hash: string },
): BrokenLink['reason'] | undefined {
  if (link.position !== previous.position + 1) return 'event-missing';
  const isWhole = link.previousHash === previous.hash && hashOfLink(ownerId, link) === link.hash;
  return isWhole && isJson(link.content) ? undefined : 'event-changed';
}

/** What is wrong, and where, in one sentence; `owner` is what an owner is called, such as `account`. */
export function brokenLinkInWords({ ownerId, position, reason }: BrokenLink, owner: string): string {
  switch (reason) {
    case 'event-changed':
      return `The audit is broken: event ${position} of ${owner} ${ownerId} was changed, moved or put in.`;
    case 'event-missing':
      return `The audit is broken: event ${position} of ${owner} ${ownerId} is missing.`;
    case 'head-differs':
      return `The audit is broken: the chain of ${owner} ${ownerId} has event ${position} as its last, and its head says otherwise.`;
  }
}
