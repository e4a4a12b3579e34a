import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * Tells which addresses are in these networks: each an address, or CIDR such as `172.30.83.0/24`.
 * @throws RangeError naming the entry that is neither
 */
export function inNetworks(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) add(list, network);
  return (given) => {
    const address = plainAddress(given);
    return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  };
}

/** An IPv4 address as such, also where an IPv6 socket shows it. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

/** Whom an address belongs to, as far as one can tell: itself in IPv4, its /64 in IPv6, of which everybody has one. */
export function networkOf(given: string): string {
  const address = plainAddress(given);
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const [front, back] = [head, tail].map((part) => part.split(':').filter((group) => group !== '')) as [
    string[],
    string[],
  ];
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  return `${[...front, ...zeros, ...back].slice(0, 4).join(':')}::/64`;
}

function add(list: BlockList, network: string): void {
  const [address = '', length] = network.split('/');
  const most = isIPv4(address) ? 32 : isIPv6(address) ? 128 : undefined;
  const prefix = length === undefined ? most : Number(length);
  const isWrong = most === undefined || prefix === undefined || !/^\d{1,3}$/.test(length ?? '0') || prefix > most;
  if (isWrong) throw new RangeError(`${network} is neither an address nor a network such as 172.30.83.0/24`);
  list.addSubnet(address, prefix, isIPv6(address) ? 'ipv6' : 'ipv4');
}
