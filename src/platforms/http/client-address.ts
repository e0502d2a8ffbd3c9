/** From where a request comes: what limits are counted by. */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

export type ClientAddresses = {
  /**
   * The client of a request: the address at the other end of its socket, or, if that is a trusted proxy's, the
   * rightmost address in `X-Forwarded-For` that is not one. What stands left of that, anybody can have made up. An IPv6
   * address counts by its /64, all of which one client has for itself. Empty if the socket is gone.
   */
  of(request: Pick<IncomingMessage, 'socket' | 'headers'>): string;
  /** Whether that address is a trusted proxy's, behind which many clients share connections. */
  isProxy(address: string): boolean;
};

/** @param trusted addresses and networks (`10.0.0.0/8`) of proxies. @throws TypeError if one is neither */
export function createClientAddresses(trusted: readonly string[]): ClientAddresses {
  const proxies = new BlockList();
  for (const one of trusted) {
    const [address = '', prefix] = one.split('/', 2);
    const family = familyOf(address);
    if (prefix === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(prefix), family);
  }
  const isProxy = (address: string) => isIP(address) !== 0 && proxies.check(address, familyOf(address));

  return {
    isProxy: (address) => isProxy(plain(address)),
    of({ socket, headers }) {
      let client = plain(socket.remoteAddress ?? '');
      const named = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
      for (const hop of named.reverse()) {
        const address = plain(hop.trim());
        // What a trusted proxy has not written as an address ends the way: what is left of it is nobody's word.
        if (!isProxy(client) || isIP(address) === 0) break;
        client = address;
      }
      return networkOf(client);
    },
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** An address as it is compared: without a port, brackets and zone, and an IPv4 one that came mapped as IPv4. */
function plain(address: string): string {
  const bare = /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;
  return bare.replace(/%.*$/, '').replace(/^::ffff:(?=[\d.]+$)/i, '');
}

/** What a client is counted by: the first four groups of an IPv6 address, written one way; an IPv4 address as it is. */
export function networkOf(written: string): string {
  const address = plain(written);
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::', 2);
  const left = groupsOf(head);
  const right = tail === undefined ? [] : groupsOf(tail);
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  const all = tail === undefined ? left : [...left, ...zeros, ...right];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** The groups of a part of an IPv6 address; one that ends as IPv4 has two groups there. */
function groupsOf(part: string): string[] {
  return part === '' ? [] : part.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]));
}
