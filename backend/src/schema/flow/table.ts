/**
 * A table as a rectangle: its columns are the keys of its visible cells in order, every row has a cell in every
 * column, and a span ends before a cell that holds something.
 */
import { wrapperPrefix } from "./containers.js";
import { type Draft, type Frame, isDraft } from "./drawing.js";

const roleOf = (draft: Draft): unknown => draft.frame.type.spec.tableRole;
const isCell = (draft: Draft): boolean => roleOf(draft) === "cell" || roleOf(draft) === "header_cell";

/** A larger table is drawn as it is written: nobody's empty cells may cost everybody their memory. */
const mostPlaces = 50_000;

/** The same table with its rows' cells in their columns. What is neither row nor cell stays where it is. */
export function arrangeTable(table: Draft): Draft {
  const rows = table.children.filter((child): child is Draft => isDraft(child) && roleOf(child) === "row");
  const columns = readColumns(rows);
  if (rows.length * columns.length > mostPlaces) return table;
  const index = new Map(columns.map((key, i) => [key, i]));
  const grid = rows.map((row) => readCells(row, index));
  const covered = rows.map(() => new Set<number>());
  const arranged = new Map<Draft, Draft>();
  rows.forEach((row, r) => {
    const children: Draft[] = [];
    for (let c = 0; c < columns.length; c++) {
      if (covered[r]?.has(c)) continue;
      const cell = grid[r]?.get(c);
      if (cell === undefined) {
        children.push(emptyCell(row, rows, c, grid));
        continue;
      }
      const span = fitSpan(cell, r, c, grid, covered, columns.length);
      for (let dr = 0; dr < span.rows; dr++)
        for (let dc = 0; dc < span.columns; dc++) if (dr + dc > 0) covered[r + dr]?.add(c + dc);
      children.push(withSpan(cell, span));
    }
    arranged.set(row, { frame: row.frame, children });
  });
  return {
    frame: table.frame,
    children: table.children.map((child) => (isDraft(child) ? (arranged.get(child) ?? child) : child)),
  };
}

function readColumns(rows: readonly Draft[]): string[] {
  const keys = new Set<string>();
  for (const row of rows) for (const cell of cellsOf(row)) keys.add(cell.frame.column ?? "");
  return [...keys].sort();
}

function cellsOf(row: Draft): Draft[] {
  return row.children.filter((child): child is Draft => isDraft(child) && isCell(child));
}

function readCells(row: Draft, index: ReadonlyMap<string, number>): Map<number, Draft> {
  return new Map(cellsOf(row).map((cell) => [index.get(cell.frame.column ?? "") ?? 0, cell]));
}

/** A cell nobody wrote: of the kind its row, or the table, mostly has there. */
function emptyCell(
  row: Draft,
  rows: readonly Draft[],
  column: number,
  grid: readonly Map<number, Draft>[],
): Draft {
  const inRow = cellsOf(row).map(({ frame }) => frame);
  const inColumn = rows.map((_, r) => grid[r]?.get(column)?.frame).filter((frame) => frame !== undefined);
  const like = inRow[0] ?? inColumn[0];
  if (like === undefined) throw new RangeError("a table without cells");
  const frame: Frame = {
    id: `${wrapperPrefix}${row.frame.id}:${column}`,
    type: like.type,
    attributes: {},
    column: null,
    virtual: true,
  };
  return { frame, children: [] };
}

function fitSpan(
  cell: Draft,
  row: number,
  column: number,
  grid: readonly Map<number, Draft>[],
  covered: readonly Set<number>[],
  columns: number,
): { rows: number; columns: number } {
  const read = (value: unknown, most: number) =>
    typeof value === "number" && Number.isInteger(value) ? Math.max(1, Math.min(value, most)) : 1;
  const isFree = (r: number, c: number) => grid[r]?.has(c) !== true && covered[r]?.has(c) !== true;
  const wide = read(cell.frame.attributes.colspan, columns - column);
  const high = read(cell.frame.attributes.rowspan, grid.length - row);
  let right = 1;
  while (right < wide && isFree(row, column + right)) right++;
  const across = Array.from({ length: right }, (_, i) => column + i);
  let down = 1;
  while (down < high && across.every((c) => isFree(row + down, c))) down++;
  return { rows: down, columns: right };
}

function withSpan(cell: Draft, span: { rows: number; columns: number }): Draft {
  const { rowspan, colspan, colwidth, ...others } = cell.frame.attributes;
  const same = (rowspan ?? 1) === span.rows && (colspan ?? 1) === span.columns;
  if (same) return cell;
  const widths = Array.isArray(colwidth) && colwidth.length === span.columns ? { colwidth } : {};
  const attributes = {
    ...others,
    ...widths,
    ...(span.rows > 1 ? { rowspan: span.rows } : {}),
    ...(span.columns > 1 ? { colspan: span.columns } : {}),
  };
  return { frame: { ...cell.frame, attributes }, children: cell.children };
}
