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
      const taken = (i: number, j: number) => !!cells[i]?.[j] || !!covered[i]?.[j];
      let right = 1;
      const most = Math.min(Number(cell.attributes.colspan), columns.length - c);
      while (right < most && !taken(r, c + right)) right++;
      let down = 1;
      const deepest = Math.min(Number(cell.attributes.rowspan), rows.length - r);
      const free = (i: number) => Array.from({ length: right }, (_, j) => taken(i, c + j)).every((is) => !is);
      while (down < deepest && free(r + down)) down++;
      for (let i = 0; i < down; i++) for (let j = 0; j < right; j++) covered[r + i]![c + j] = true;
      children.push(spanning(cell, down, right));
    });
    return { ...row, children };
  });
  return { ...table, children: arranged };
}

const cellIn = (row: Branch, column: string): Branch | undefined =>
  row.children.filter(isBranch).find((cell) => cell.column === column);

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
