/** What the schema lets stand in what, answered once per pair of types; and how deep a page goes. */
import type { ContentMatch, Node, NodeType } from "@tiptap/pm/model";

/**
 * Containers that stand in each other on a page, at most; a list takes two for each of its levels. What is deeper
 * stands in the innermost one that may be there.
 */
export const maxContainers = 64;

const contained = new WeakMap<NodeType, ReadonlySet<NodeType>>();

/** Every type that may stand somewhere directly in `parent`. */
export function mayContain(parent: NodeType): ReadonlySet<NodeType> {
  const known = contained.get(parent);
  if (known !== undefined) return known;
  const types = new Set<NodeType>();
  const passed = new Set<ContentMatch>();
  const waiting = [parent.contentMatch];
  for (let match = waiting.pop(); match !== undefined; match = waiting.pop()) {
    if (passed.has(match)) continue;
    passed.add(match);
    for (let i = 0; i < match.edgeCount; i++) {
      const edge = match.edge(i);
      types.add(edge.type);
      waiting.push(edge.next);
    }
  }
  contained.set(parent, types);
  return types;
}

/** A block that holds blocks. */
export const isContainer = (type: NodeType): boolean =>
  type.isBlock && !type.isTextblock && !type.isLeaf && type !== type.schema.topNodeType;

const ways = new WeakMap<NodeType, Map<NodeType, readonly NodeType[] | null>>();

/** The shortest way from `parent` to `child`: the containers between them; null where there is none. */
export function wrapping(parent: NodeType, child: NodeType): readonly NodeType[] | null {
  let known = ways.get(parent);
  if (known === undefined) {
    known = new Map();
    ways.set(parent, known);
  }
  let way = known.get(child);
  if (way === undefined) {
    way = findWay(parent, child);
    known.set(child, way);
  }
  return way;
}

function findWay(parent: NodeType, child: NodeType): readonly NodeType[] | null {
  const queue: { type: NodeType; path: readonly NodeType[] }[] = [{ type: parent, path: [] }];
  const passed = new Set([parent]);
  for (const { type, path } of queue) {
    const types = mayContain(type);
    if (types.has(child)) return path;
    for (const next of types) {
      if (passed.has(next) || !isContainer(next)) continue;
      passed.add(next);
      queue.push({ type: next, path: [...path, next] });
    }
  }
  return null;
}

/** Whether `type` may be the container at this depth, the outermost being at 1: text has to find room in it. */
export function mayStandAt(depth: number, type: NodeType): boolean {
  const { paragraph } = type.schema.nodes;
  const needed = paragraph === undefined ? null : wrapping(type, paragraph);
  return depth + (needed?.length ?? 0) <= maxContainers;
}

/** How many containers of `page` stand in each other at most. */
export function depthOf(page: Node): number {
  let deepest = 0;
  const waiting: [Node, number][] = [[page, 0]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, depth] = next;
    deepest = Math.max(deepest, depth);
    for (const child of node.children) if (isContainer(child.type)) waiting.push([child, depth + 1]);
  }
  return deepest;
}
