/** Many updates as one buffer, so that they cross to a thread without being copied one by one. */
export interface PackedUpdates {
  readonly lengths: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Copies them. */
export function packUpdates(updates: readonly Uint8Array[]): PackedUpdates {
  const lengths = updates.map(({ byteLength }) => byteLength);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let offset = 0;
  for (const update of updates) {
    bytes.set(update, offset);
    offset += update.byteLength;
  }
  return { lengths, bytes };
}

/** Views of the packed bytes. */
export function unpackUpdates({ lengths, bytes }: PackedUpdates): Uint8Array[] {
  let offset = 0;
  return lengths.map((length) => {
    offset += length;
    return bytes.subarray(offset - length, offset);
  });
}
