/** Places: tokens of the text at which moved blocks are drawn. */

export interface Place {
  readonly key: string;
  /** The markers of the block it was put in and of the next one: what is between them was put in since. */
  readonly between: { readonly host: string; readonly next: string | null } | null;
}

export function readPlace(key: string, neighbours: unknown): Place {
  const ids: readonly unknown[] = Array.isArray(neighbours) ? neighbours : [];
  const host = readId(ids[2], ids[3]);
  return { key, between: host === null ? null : { host, next: readId(ids[0], ids[1]) } };
}

/** `client.clock` of a marker, as `markerId` spells it. */
export const readId = (client: unknown, clock: unknown): string | null =>
  typeof client === "number" && typeof clock === "number" ? `${client}.${clock}` : null;
