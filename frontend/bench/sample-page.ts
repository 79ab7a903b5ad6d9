/** A page of so many blocks of about a hundred characters, mixed as people mix them: the same for the same seed. */
import { pageSchema } from "@manyhands/backend/schema/page-schema";
import type { Node } from "@tiptap/pm/model";
import { Chance } from "../../scripts/chance.js";

type Json = Record<string, unknown>;

const letters = "eeeeetttaaoooinnshrrdlcumwfgypbvk";

export function samplePage(blocks: number, seed: number): Node {
  const chance = new Chance(seed);
  const content: Json[] = [];
  for (let left = blocks; left > 0; ) {
    const kind = chance.below(20);
    const length = Math.min(left, kind < 3 ? 1 + chance.below(5) : 1);
    left -= length;
    if (kind === 0) content.push(list("bulletList", length, chance));
    else if (kind === 1) content.push(list("orderedList", length, chance));
    else if (kind === 2) content.push({ type: "blockquote", content: paragraphs(length, chance) });
    else if (kind === 3)
      content.push({ type: "heading", attrs: { level: 1 + chance.below(3) }, content: text(40, chance) });
    else content.push(...paragraphs(1, chance));
  }
  return pageSchema.nodeFromJSON({ type: "doc", content });
}

const paragraphs = (count: number, chance: Chance): Json[] =>
  Array.from({ length: count }, () => ({ type: "paragraph", content: text(100, chance) }));

const list = (type: string, length: number, chance: Chance): Json => ({
  type,
  content: paragraphs(length, chance).map((paragraph) => ({ type: "listItem", content: [paragraph] })),
});

/** One text in eight has a bold word in it. */
function text(length: number, chance: Chance): Json[] {
  const all = words(length - 10 + chance.below(20), chance);
  if (chance.below(8) > 0) return [{ type: "text", text: all }];
  return [
    { type: "text", text: all.slice(0, 12) },
    { type: "text", text: all.slice(12, 20), marks: [{ type: "bold" }] },
    { type: "text", text: all.slice(20) },
  ];
}

function words(length: number, chance: Chance): string {
  let all = "";
  while (all.length < length) {
    const size = 2 + chance.below(8);
    for (let i = 0; i < size; i++) all += letters.charAt(chance.below(letters.length));
    all += " ";
  }
  return all.slice(0, length).trimEnd();
}
