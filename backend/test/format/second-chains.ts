/** What is around a block, written from docs/document-format.md §4, §6.3 and §6.4 alone. */
import * as Y from "yjs";
import { attributeNames, containers, fitting } from "./second-schema.js";

export type Values = Readonly<Record<string, unknown>>;
export const isPlain = (value: unknown): value is Values =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array) &&
  !(value instanceof Y.AbstractType);
export const isList = (type: string | undefined) => /^(bullet|ordered|task)List$/.test(type ?? "");

export interface Container {
  readonly id: string;
  readonly type: string;
  readonly attributes: Values;
  readonly column: string;
}
const letters: Readonly<Record<string, string>> = {
  ...{ b: "bulletList", o: "orderedList", k: "taskList", l: "listItem", c: "taskItem" },
  ...{ q: "blockquote", t: "table", r: "tableRow", d: "tableCell", h: "tableHeader" },
};
const spelt = (type: string): string => (Object.hasOwn(letters, type) ? letters[type]! : type);

/** §4, §6.3 */
function readContainer(registry: Y.Map<unknown>, id: string) {
  if (id === "" || id.startsWith("v:")) return null;
  const made = registry.get(id);
  let type: string;
  let parent: string;
  let first: Values = {};
  if (typeof made === "string" && made !== "") {
    type = made.charAt(0);
    parent = made.slice(1);
  } else if (Array.isArray(made) && typeof made[0] === "string" && typeof made[1] === "string") {
    type = made[0];
    parent = made[1];
    if (isPlain(made[2])) first = made[2];
  } else return null;
  const setType = registry.get(`${id}.t`);
  const setParent = registry.get(`${id}.p`);
  const attribute = (name: string): unknown => {
    const set = registry.get(`${id}.a.${name}`);
    return set === undefined && Object.hasOwn(first, name) ? first[name] : set;
  };
  return {
    type: spelt(typeof setType === "string" ? setType : type),
    parent: typeof setParent === "string" ? setParent : parent,
    firstParent: parent,
    attribute,
  };
}

/** §6.3 */
function asItsListHolds(type: string, parent: string | undefined): string {
  if (type === "listItem" && parent === "taskList") return "taskItem";
  return type === "taskItem" && isList(parent) && parent !== "taskList" ? "listItem" : type;
}

/** §6.4 */
export function readChain(registry: Y.Map<unknown>, innermost: unknown): readonly Container[] {
  return idsAround(registry, typeof innermost === "string" ? innermost : "").flatMap(([id, parent]) => {
    const entry = readContainer(registry, id)!;
    const type = asItsListHolds(entry.type, readContainer(registry, parent)?.type);
    if (!containers.has(type)) return [];
    const given = attributeNames(type).map((name) => [name, entry.attribute(name)]);
    const column = entry.attribute("$k");
    return {
      id,
      type,
      attributes: fitting(type, Object.fromEntries(given)) ?? {},
      column: typeof column === "string" ? column : "",
    };
  });
}

/** §6.4: each with its parent, outermost first. `instead`: parents of those that would close a circle. */
function idsAround(
  registry: Y.Map<unknown>,
  id: string,
  instead: Readonly<Record<string, string>> = {},
): [string, string][] {
  const parentOf = (one: string) =>
    Object.hasOwn(instead, one) ? instead[one]! : (readContainer(registry, one)?.parent ?? "");
  const ids: string[] = [];
  for (let at = id; readContainer(registry, at) !== null && ids.length < 128; at = parentOf(at)) {
    const circle = ids.slice(0, ids.indexOf(at) + 1);
    if (circle.length > 0) {
      const known = circle.filter((one) => Object.hasOwn(instead, one));
      const moved = circle.filter((one) => typeof registry.get(`${one}.p`) === "string");
      const opened = [known, moved, circle].find((some) => some.length > 0)!.sort()[0]!;
      const parent =
        known.length > 0 || moved.length === 0 ? "" : readContainer(registry, opened)!.firstParent;
      return idsAround(registry, id, { ...instead, [opened]: parent });
    }
    ids.unshift(at);
  }
  return ids.map((one) => [one, parentOf(one)]);
}
