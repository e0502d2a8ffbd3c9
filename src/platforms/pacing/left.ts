/** What an earlier process of a platform has left to be answered. */
import type { Errand, Errands } from '../../chat/errand.ts';
import type { PlatformName } from '../../chat/invocation.ts';

/** An errand, and where its answer goes. */
export type Left<Address> = { readonly errand: Errand; readonly address: Address };

/**
 * The errands that are left, oldest first. One whose address this program cannot read, since a newer one has written it
 * or it is damaged, is not left a second time: it is set aside, or waits for its owner if its end is for them alone.
 * @param read undefined for what it cannot read
 * @param unreadable hears of each
 */
export async function errandsLeft<Address>(
  errands: Errands,
  platform: PlatformName,
  read: (text: string) => Address | undefined,
  unreadable: (id: string) => void,
): Promise<readonly Left<Address>[]> {
  const left: Left<Address>[] = [];
  for (const errand of await errands.left(platform)) {
    const address = read(errand.address);
    if (address !== undefined) {
      left.push({ errand, address });
      continue;
    }
    unreadable(errand.id);
    await (errand.reply?.audience === 'caller' ? errands.wait(errand.id) : errands.setAside(errand.id));
  }
  return left;
}
