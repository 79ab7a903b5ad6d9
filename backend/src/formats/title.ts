/** The title of a page as text formats have it: a first-level heading at the beginning. */
import { Fragment, type Node } from "@tiptap/pm/model";
import { pageSchema } from "../schema/page-schema.js";

/** The place of the heading that is read as the title, behind nothing but pictures; or -1. */
export function titleIndex(nodes: readonly Node[]): number {
  const first = nodes.findIndex((node) => node.type.name !== "image");
  const heading = nodes[first];
  return heading?.type.name === "heading" && heading.attrs.level === 1 ? first : -1;
}

interface SplitTitle {
  /** In one line; "" where there is none. */
  readonly title: string;
  /** The body without the title's heading; all of it where there is none. */
  readonly rest: Node;
  /** The heading holds nothing but unformatted text. */
  readonly plain: boolean;
}

export function splitTitle(body: Node): SplitTitle {
  const at = titleIndex(body.children);
  const heading = body.children[at];
  if (heading === undefined) return { title: "", rest: body, plain: true };
  const title = heading.textBetween(0, heading.content.size, " ", " ").trim().replace(/\s+/g, " ");
  const others = body.children.filter((_, index) => index !== at);
  return {
    title,
    rest: body.copy(Fragment.from(others.length > 0 ? others : pageSchema.node("paragraph"))),
    plain: heading.children.every((node) => node.isText && node.marks.length === 0),
  };
}
