/**
 * The version of everything in this folder, and what changed in each. A test holds a hash of the frames'
 * golden bytes: whoever changes the wire is made to add a line here.
 */
export const protocolVersion = 2;

export const protocolHistory: readonly { readonly version: number; readonly change: string }[] = [
  { version: 1, change: "y-websocket types 0–3; close codes 4400–4503; REST documents and snapshots" },
  { version: 2, change: "manyhands.v1: acknowledge, not saved, saved again, retry after (types 100–103)" },
];
