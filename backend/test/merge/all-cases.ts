/** Every case of two people who meet, in the order of the table in the docs. */
import { alongCases } from "./cases-along.js";
import { blockCases } from "./cases-blocks.js";
import { bothCases } from "./cases-both.js";
import { earlierCases } from "./cases-earlier.js";
import { listCases } from "./cases-lists.js";
import { moveCases } from "./cases-moves.js";
import { nestedCases } from "./cases-nested.js";
import { pageCases } from "./cases-page.js";
import { tableCases } from "./cases-tables.js";
import { textCases } from "./cases-text.js";
import type { MergeCase } from "./merge-case.js";

export const caseGroups: Readonly<Record<string, readonly MergeCase[]>> = {
  Blocks: blockCases,
  "Text, marks and paste": textCases,
  Lists: listCases,
  Tables: tableCases,
  Moves: moveCases,
  "Moves beside other edits": alongCases,
  "Moves beside earlier moves, joins and additions": earlierCases,
  "Nested and mixed blocks": nestedCases,
  "Links, pictures, code, copies and whole pages": pageCases,
  "Two structural edits, and undo": bothCases,
};

export const allCases: readonly MergeCase[] = Object.values(caseGroups).flat();
