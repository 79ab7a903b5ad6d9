/**
 * A table in a frame that scrolls sideways where there is no room, with a round + on its two far edges. Everything else
 * one can do to a table stands in the menus of `menus/table-grips.tsx`.
 */
import type { Editor, Node } from "@tiptap/core";
import { addColumn, addRow, TableMap } from "@tiptap/pm/tables";
import { icon } from "./icon.js";

function addButton(className: string, label: string, run: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className;
  button.contentEditable = "false";
  button.tabIndex = -1;
  button.setAttribute("aria-label", label);
  button.append(icon("plus"));
  // The caret stays where it is.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", run);
  return button;
}

function grow(editor: Editor, at: number | undefined, edge: "row" | "column"): void {
  const table = at === undefined ? null : editor.state.doc.nodeAt(at);
  if (at === undefined || table === null || !editor.isEditable) return;
  const map = TableMap.get(table);
  const rect = { map, table, tableStart: at + 1, left: 0, top: 0, right: map.width, bottom: map.height };
  const { tr } = editor.state;
  editor.view.dispatch(edge === "row" ? addRow(tr, rect, map.height) : addColumn(tr, rect, map.width));
}

export function withTableView(stock: Node): Node {
  return stock.extend({
    addNodeView() {
      return ({ node, editor, getPos }) => {
        const dom = document.createElement("div");
        dom.className = "tablewrap";
        const scroller = dom.appendChild(document.createElement("div"));
        scroller.className = "x";
        const table = scroller.appendChild(document.createElement("table"));
        const contentDOM = table.appendChild(document.createElement("tbody"));
        dom.append(
          addButton("add-row", "Add a row", () => grow(editor, getPos(), "row")),
          addButton("add-col", "Add a column", () => grow(editor, getPos(), "column")),
        );
        return {
          dom,
          contentDOM,
          update: (next) => next.type === node.type,
          stopEvent: (event) =>
            event.target instanceof Element && event.target.closest(".add-row, .add-col") !== null,
          ignoreMutation: (mutation) =>
            mutation.type !== "selection" && !contentDOM.contains(mutation.target),
        };
      };
    },
  });
}

/** Cells with their alignment as an attribute of ours: a stranger's value never becomes a style. */
export function withCellView(stock: Node): Node {
  const tag = stock.name === "tableHeader" ? "th" : "td";
  return stock.extend({
    renderHTML({ node }) {
      const { colspan, rowspan, align } = node.attrs;
      return [
        tag,
        {
          dir: "auto",
          colspan: span(colspan),
          rowspan: span(rowspan),
          align: align === "left" || align === "center" || align === "right" ? align : null,
        },
        0,
      ];
    },
  });
}

function span(value: unknown): number | null {
  const cells = Number(value);
  return Number.isInteger(cells) && cells > 1 && cells <= 1_000 ? cells : null;
}
