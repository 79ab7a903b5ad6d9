/** A table's cells in rows and columns, for formats that know no merged cells: what a span covers is empty. */
import type { Node } from "@tiptap/pm/model";

/** The cell that begins at a place; null where a merged cell reaches. Rows need not be equally long. */
export type Grid = readonly (readonly (Node | null)[])[];

/** Wider or higher merged cells count as this much, so that no table grows on its way out. */
const maxSpan = 20;

export function tableGrid(table: Node): Grid {
  const rowsLeft: number[] = [];
  return table.children.map((row) => {
    const places: (Node | null)[] = [];
    const skipCovered = (): void => {
      for (let left = rowsLeft[places.length] ?? 0; left > 0; left = rowsLeft[places.length] ?? 0) {
        rowsLeft[places.length] = left - 1;
        places.push(null);
      }
    };
    for (const cell of row.children) {
      skipCovered();
      const width = Math.min(Number(cell.attrs.colspan) || 1, maxSpan);
      const height = Math.min(Number(cell.attrs.rowspan) || 1, maxSpan);
      for (let column = 0; column < width; column += 1) {
        rowsLeft[places.length] = height - 1;
        places.push(column === 0 ? cell : null);
      }
    }
    skipCovered();
    return places;
  });
}
