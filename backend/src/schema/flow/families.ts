/** Container types that turn into each other without becoming something else. */
import type { NodeType } from "@tiptap/pm/model";

export const lists: ReadonlySet<string> = new Set(["bulletList", "orderedList", "taskList"]);
export const items: ReadonlySet<string> = new Set(["listItem", "taskItem"]);
const cells: ReadonlySet<string> = new Set(["tableCell", "tableHeader"]);

export const sameFamily = (a: NodeType, b: NodeType): boolean =>
  [lists, items, cells].some((family) => family.has(a.name) && family.has(b.name));
