/** Makes nodes stand in a container that the schema would not let them stand in as they are, losing nothing. */
import { Fragment, type Node, type NodeType } from "@tiptap/pm/model";
import type { Frame } from "./drawing.js";

/**
 * Nodes of `frame.type` that hold everything `inputs` hold, in their order: several where they cannot stand in one.
 * `retyped` gives a textblock as a paragraph; null where it is no block of the flow.
 */
export function fitContent(
  frame: Frame,
  inputs: readonly Node[],
  paragraph: NodeType,
  retyped: (node: Node) => Node | null,
): Node[] {
  const { type } = frame;
  const outputs: Node[] = [];
  let content: Node[] = [];
  let match = type.contentMatch;
  const accept = (node: Node): boolean => {
    const next = match.matchType(node.type);
    if (next === null) return false;
    match = next;
    content.push(node);
    return true;
  };
  const finish = () => {
    content.push(...(match.fillBefore(Fragment.empty, true)?.content ?? []));
    outputs.push(type.create(frame.attributes, content));
    content = [];
    match = type.contentMatch;
  };
  const place = (node: Node): boolean => {
    if (accept(node)) return true;
    const plain = match.matchType(paragraph) === null ? null : retyped(node);
    if (plain !== null) return accept(plain);
    const filling = match.fillBefore(Fragment.from(node));
    if (filling !== null) {
      filling.forEach(accept);
      return accept(node);
    }
    const wrappers = match.findWrapping(node.type);
    if (!wrappers || wrappers.length === 0) return false;
    return accept(wrappers.reduceRight((inner, wrapper) => wrapper.create(null, inner), node));
  };
  for (const node of inputs) {
    if (place(node)) continue;
    if (content.length > 0) {
      finish();
      if (place(node)) continue;
    }
    throw new RangeError(`a ${node.type.name} cannot stand in a ${type.name}`);
  }
  if (content.length > 0 || outputs.length === 0) finish();
  return outputs;
}
