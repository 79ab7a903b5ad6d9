/**
 * The page's extensions as the editor draws them: the shared schema, each node and mark with its view and what typing makes it of. Nothing here
 * changes what a document may hold.
 */
import { pageExtensions } from "@manyhands/backend/schema/extensions";
import { type AnyExtension, type Extensions, Mark, Node } from "@tiptap/core";
import { withTypedDelimiters } from "../typing/mark-rules.js";
import { withCodeView } from "./code-block.js";
import { CodeHighlight } from "./code-highlight.js";
import { withHeadingView } from "./heading.js";
import { withImageView } from "./image.js";
import { withLinkView } from "./link.js";
import { withCellView, withTableView } from "./table.js";

/** Each takes its direction from its own text, so that bullets, rules and boxes stand on the side where it starts. */
const withDirection = (stock: Node) => stock.configure({ HTMLAttributes: { dir: "auto" } });

/** A task's box is named by the task. */
const withTaskLabel = (stock: Node) =>
  withDirection(stock).configure({
    a11y: {
      checkboxLabel: (task: { firstChild: { textContent: string } | null }) =>
        task.firstChild?.textContent || "Empty task",
    },
  });

const nodes: Readonly<Record<string, (stock: Node) => Node>> = {
  heading: withHeadingView,
  blockquote: withDirection,
  listItem: withDirection,
  taskItem: withTaskLabel,
  codeBlock: withCodeView,
  table: withTableView,
  tableCell: withCellView,
  tableHeader: withCellView,
  image: withImageView,
};

function drawn(one: AnyExtension): AnyExtension {
  if (one instanceof Node) return nodes[one.name]?.(one) ?? one;
  if (one instanceof Mark) return one.name === "link" ? withLinkView(one) : withTypedDelimiters(one);
  return one;
}

export const pageViews: Extensions = [...pageExtensions.map(drawn), CodeHighlight];
