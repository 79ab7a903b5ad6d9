/** Tables, written from docs/document-format.md §6.7 alone. */
import type { Branch } from "./second-reader.js";

const isBranch = (child: Branch["children"][number]): child is Branch => "id" in child;

export function arrangeTable(table: Branch): Branch {
  const rows = table.children.filter(isBranch);
  const columns = [
    ...new Set(rows.flatMap((row) => row.children.filter(isBranch).map(({ column }) => column))),
  ];
  columns.sort();
  if (rows.length * columns.length > 50_000) return table;
  const cells = rows.map((row) => columns.map((column) => cellIn(row, column)));
  const covered = rows.map(() => columns.map(() => false));
  const arranged = rows.map((row, r) => {
    const children: Branch[] = [];
    columns.forEach((column, c) => {
      if (covered[r]![c]) return;
      const cell = cells[r]![c];
      if (!cell) {
        children.push(empty(row, column));
        return;
      }
      let down = Math.min(Number(cell.attributes.rowspan), rows.length - r);
      let right = Math.min(Number(cell.attributes.colspan), columns.length - c);
      const places = [];
      for (let i = 0; i < down; i++)
        for (let j = 0; j < right; j++) if (i + j > 0) places.push([r + i, c + j]);
      if (places.some(([i, j]) => cells[i!]![j!] || covered[i!]![j!])) down = right = 1;
      else for (const [i, j] of places) covered[i!]![j!] = true;
      children.push(spanning(cell, down, right));
    });
    return { ...row, children };
  });
  return { ...table, children: arranged };
}

/** Two cells of one column are one. */
function cellIn(row: Branch, column: string): Branch | null {
  const [first, ...others] = row.children.filter(isBranch).filter((cell) => cell.column === column);
  if (first === undefined) return null;
  return { ...first, children: [...first.children, ...others.flatMap(({ children }) => children)] };
}

function empty(row: Branch, column: string): Branch {
  const like = row.children.filter(isBranch)[0]!;
  const attributes = { colspan: 1, rowspan: 1, colwidth: null, align: null };
  const paragraph = { block: { marker: null, tokens: [] }, type: "paragraph" };
  return { id: `v:${row.id}:${column}`, type: like.type, attributes, column, children: [paragraph] };
}

function spanning(cell: Branch, rowspan: number, colspan: number): Branch {
  const { attributes } = cell;
  if (attributes.rowspan === rowspan && attributes.colspan === colspan) return cell;
  const { colwidth } = attributes;
  const fits = Array.isArray(colwidth) && colwidth.length === colspan;
  return { ...cell, attributes: { ...attributes, rowspan, colspan, colwidth: fits ? colwidth : null } };
}
