/** What an earlier process of a platform has left to be answered. */
import type { Errand, Errands } from '../../chat/errand.ts';
import type { PlatformName } from '../../chat/invocation.ts';

/** An errand, and where its answer goes. */
export type Left<Address> = { readonly errand: Errand; readonly address: Address };

/** Tells an address from what is none, as a schema of zod's does. */
type Schema<Address> = {
  safeParse(value: unknown): { readonly success: true; readonly data: Address } | { readonly success: false };
};

/**
 * The errands that are left, oldest first. One whose address this program cannot read, since a newer one has written it
 * or it is damaged, is not left a second time: it is set aside, or waits for its owner if its end is for them alone.
 * @param schema of an address once it is read as JSON
 * @param unreadable hears of each
 */
export async function errandsLeft<Address>(
  errands: Errands,
  platform: PlatformName,
  schema: Schema<Address>,
  unreadable: (id: string) => void,
): Promise<readonly Left<Address>[]> {
  const left: Left<Address>[] = [];
  for (const errand of await errands.left(platform)) {
    const address = read(schema, errand.address);
    if (address !== undefined) {
      left.push({ errand, address });
      continue;
    }
    unreadable(errand.id);
    await (errand.reply?.audience === 'caller' ? errands.wait(errand.id) : errands.setAside(errand.id));
  }
  return left;
}

function read<Address>(schema: Schema<Address>, text: string): Address | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const found = schema.safeParse(value);
  return found.success ? found.data : undefined;
}
