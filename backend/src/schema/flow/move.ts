/** Where a block has been moved, as its marker says it. */
import { markerKeys } from "./names.js";
import { readId } from "./place.js";
import type { Marker } from "./tokens.js";

/** With `between`, what was put in since is told from what was there. */
export function writePlace(
  key: string,
  between: { readonly host: Marker; readonly next: Marker | null } | null,
) {
  if (between === null) return { m: key };
  return { m: key, n: [...writeId(between.next), ...writeId(between.host)] };
}

export interface Move {
  readonly place: string;
  /** Whether it goes on with the text of the block that holds the place: it was joined to that. */
  readonly joined: boolean;
  /** Whether it is drawn before the block that holds the place, and not behind it. */
  readonly ahead: boolean;
  /** The marker that followed the block when it was moved, null at the end: what is between them was put in since. */
  readonly next: string | null;
  /** The marker that the block followed, null at the beginning; undefined where that is not known. */
  readonly previous: string | null | undefined;
}

export function readMove(marker: Marker | null): Move | null {
  const value = marker?.get(markerKeys.move);
  if (!Array.isArray(value)) return null;
  const [place, ...ids] = value as unknown[];
  if (typeof place !== "string") return null;
  return {
    place,
    joined: ids[4] !== 1 && marker?.get(markerKeys.joined) === place,
    ahead: ids[4] === 1,
    next: readId(ids[0], ids[1]),
    previous: ids.length < 4 ? undefined : readId(ids[2], ids[3]),
  };
}

/** The value of the key for a block that is moved to this place, between these two in the text. */
export function writeMove(
  place: string,
  ahead: boolean,
  previous: Marker | null,
  next: Marker | null,
): readonly unknown[] {
  return [place, ...writeId(next), ...writeId(previous), ...(ahead ? [1] : [])];
}

function writeId(marker: Marker | null): readonly [number | null, number | null] {
  const id = marker?._item?.id;
  return id === undefined ? [null, null] : [id.client, id.clock];
}

/** `client.clock` of a marker: its identity for as long as the document lives. */
export function markerId(marker: Marker): string {
  const item = marker._item;
  return item === null ? "" : `${item.id.client}.${item.id.clock}`;
}
