/** The title of a page as text formats have it: a first-level heading at the beginning. */
import { Fragment, type Node } from "@tiptap/pm/model";
import { pageSchema } from "../schema/page-schema.js";

/** The place of the heading that is read as the title, behind nothing but pictures; or -1. */
export function titleIndex(nodes: readonly Node[]): number {
  const first = nodes.findIndex((node) => node.type.name !== "image");
  const heading = nodes[first];
  return heading?.type.name === "heading" && heading.attrs.level === 1 ? first : -1;
}

/** The title in one line, and the body without its heading; "" and the whole body where there is none. */
export function splitTitle(body: Node): { readonly title: string; readonly rest: Node } {
  const at = titleIndex(body.children);
  const heading = body.children[at];
  if (heading === undefined) return { title: "", rest: body };
  const title = heading.textBetween(0, heading.content.size, " ", " ").trim().replace(/\s+/g, " ");
  const others = body.children.filter((_, index) => index !== at);
  return { title, rest: body.copy(Fragment.from(others.length > 0 ? others : pageSchema.node("paragraph"))) };
}
