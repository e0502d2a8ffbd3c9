import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createClientAddresses } from '../../../src/platforms/http/client-address.ts';

/** From where a request counts that came from `peer` with this header. */
function client(trusted: readonly string[], peer: string, forwarded?: string): string {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: peer });
  return createClientAddresses(trusted).of({ socket, headers: { 'x-forwarded-for': forwarded } });
}

describe('a client', () => {
  test.each([
    ['is who has opened the socket, whatever a header says', [], '192.0.2.1', '198.51.100.1', '192.0.2.1'],
    ['behind a proxy is whom that names', ['127.0.0.1'], '127.0.0.1', '198.51.100.1', '198.51.100.1'],
    [
      'is not what itself has written further left',
      ['127.0.0.1'],
      '127.0.0.1',
      '1.1.1.1, 198.51.100.1',
      '198.51.100.1',
    ],
    [
      'is found behind a row of proxies',
      ['127.0.0.1', '10.0.0.0/8'],
      '127.0.0.1',
      '1.1.1.1,198.51.100.1, 10.9.9.9',
      '198.51.100.1',
    ],
    ['that comes without a header is the proxy', ['10.0.0.0/8'], '10.1.2.3', undefined, '10.1.2.3'],
    [
      'whose proxy writes no address is the proxy',
      ['10.0.0.0/8'],
      '10.1.2.3',
      '1.1.1.1, unknown',
      '10.1.2.3',
    ],
    ['may be written with a port', ['10.0.0.0/8'], '10.1.2.3', '198.51.100.1:4711', '198.51.100.1'],
    [
      'of IPv4 is the same when it comes mapped',
      ['127.0.0.0/8'],
      '::ffff:127.0.0.1',
      '::FFFF:198.51.100.1',
      '198.51.100.1',
    ],
    ['of IPv6 is its network', [], '2001:db8:0:7:a:b:c:d', undefined, '2001:db8:0:7::/64'],
    [
      'of IPv6 is its network, however that is written',
      ['::1'],
      '::1',
      '[2001:0DB8::7:a:b:c:d]:443',
      '2001:db8:0:7::/64',
    ],
    ['of a short IPv6 address is its network, too', [], 'fe80::1%eth0', undefined, 'fe80:0:0:0::/64'],
  ])('%s', (_, trusted, peer, forwarded, expected) => {
    expect(client(trusted, peer, forwarded)).toBe(expected);
  });

  test('has one /64 and no more', () => {
    expect(client([], '2001:db8:0:8::1')).not.toBe(client([], '2001:db8:0:7::1'));
  });
});
