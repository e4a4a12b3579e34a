import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Decides whether a connection's remote address may come in where only this machine may. */
export type Readers = (remoteAddress: string) => boolean;

/** The networks that this machine, or this container, is attached to. */
const ATTACHED = 'attached';

/**
 * Readers by address: this machine always, and those of `networks`: an address, CIDR such as `172.30.83.0/24`, or the
 * word `attached`. A container needs the last: what its engine publishes on this machine arrives from the address of a bridge.
 * @throws RangeError naming the entry that is none of these
 */
export function readersIn(networks: readonly string[]): Readers {
  const readers = new BlockList();
  const named = networks.flatMap((network) => (network === ATTACHED ? attachedNetworks() : [network]));
  for (const network of ['127.0.0.0/8', '::1', ...named]) add(readers, network);
  return (remoteAddress) => {
    // An IPv6 socket shows an IPv4 address so.
    const address = remoteAddress.replace(/^::ffff:(?=\d+\.)/i, '');
    return readers.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  };
}

function attachedNetworks(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.flatMap(({ cidr }) => (cidr === null ? [] : [cidr])),
  );
}

function add(readers: BlockList, network: string): void {
  const [address = '', length] = network.split('/');
  const most = isIPv4(address) ? 32 : isIPv6(address) ? 128 : undefined;
  const prefix = length === undefined ? most : Number(length);
  const isWrong = most === undefined || prefix === undefined || !/^\d{1,3}$/.test(length ?? '0') || prefix > most;
  if (isWrong) throw new RangeError(`${network} is neither an address nor a network such as 172.30.83.0/24`);
  readers.addSubnet(address, prefix, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Whether every entry is an address, a network, or the word `attached`. */
export function areNetworks(networks: readonly string[]): boolean {
  try {
    readersIn(networks);
    return true;
  } catch {
    return false;
  }
}
