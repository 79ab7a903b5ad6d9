/**
 * Many log entries as a few flat arrays and one block of bytes, so that they cross between threads by moving a
 * single buffer. (A cloned `Uint8Array` would take along the whole buffer that it is a view of.)
 */
export interface Stamped {
  readonly update: Uint8Array;
  readonly at: number;
  readonly author: string | null;
}

export interface PackedEntries {
  readonly ats: readonly number[];
  readonly authors: readonly (string | null)[];
  readonly lengths: readonly number[];
  /** Every update, one after the other; nobody else holds its buffer. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Copies the updates. */
export function packEntries(entries: readonly Stamped[]): PackedEntries {
  const lengths = entries.map(({ update }) => update.byteLength);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let offset = 0;
  for (const { update } of entries) {
    bytes.set(update, offset);
    offset += update.byteLength;
  }
  return { ats: entries.map(({ at }) => at), authors: entries.map(({ author }) => author), lengths, bytes };
}

/** The updates are views of the packed bytes. */
export function unpackEntries({ ats, authors, lengths, bytes }: PackedEntries): Stamped[] {
  let offset = 0;
  return lengths.map((length, n) => {
    const update = bytes.subarray(offset, offset + length);
    offset += length;
    return { update, at: ats[n] ?? 0, author: authors[n] ?? null };
  });
}
