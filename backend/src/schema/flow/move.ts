/** Where a block has been moved, as its marker says it. */
import { markerKeys } from "./names.js";
import type { Marker } from "./tokens.js";

export interface Move {
  readonly place: string;
  /** The marker that followed the block when it was moved, null at the end: blocks up to it were split off it. */
  readonly next: string | null;
}

export function readMove(marker: Marker | null): Move | null {
  const value = marker?.get(markerKeys.move);
  if (!Array.isArray(value)) return null;
  const [place, client, clock] = value as unknown[];
  if (typeof place !== "string") return null;
  return {
    place,
    next: typeof client === "number" && typeof clock === "number" ? `${client}.${clock}` : null,
  };
}

/** `client.clock` of a marker: its identity for as long as the document lives. */
export function markerId(marker: Marker): string {
  const item = marker._item;
  return item === null ? "" : `${item.id.client}.${item.id.clock}`;
}
