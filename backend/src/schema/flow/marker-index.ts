/** Where blocks stand in the text, by the ids of their markers. */
import type { Block } from "./blocks.js";
import { markerId } from "./move.js";

/** Indices in a list of blocks. */
export type MarkerIndex = ReadonlyMap<string, number>;

const idOf = ({ marker }: Block): string => (marker === null ? "" : markerId(marker));

export const indexMarkers = (list: readonly Block[]): MarkerIndex =>
  new Map(list.map((block, i) => [idOf(block), i]));

/** -1 where it is none of them. */
export const indexIn = (index: MarkerIndex, block: Block): number => index.get(idOf(block)) ?? -1;
