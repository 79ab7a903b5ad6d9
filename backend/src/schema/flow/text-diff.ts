/**
 * What changed between two texts, in as few stretches as there are: a caret, a composition or a decoration between
 * two changes of one block is then not in the middle of one. Counts in code units, never divides a character.
 */

/** These units of the old text gave way to those of the new one. */
export interface TextChange {
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** More letters than these put in or taken away are one change: the search costs their square. */
const maxChanged = 120;

/** In order, none touching the next; null where too much changed to say more than “all of it”. */
export function changesBetween(before: string, after: string): TextChange[] | null {
  const old = Array.from(before);
  const now = Array.from(after);
  if (Math.abs(old.length - now.length) > maxChanged) return null;
  const path = search(old, now);
  return path === null ? null : collect(path, old, now);
}

/** Myers' greedy search: for each number of changed letters, how far each diagonal reaches. */
function search(old: readonly string[], now: readonly string[]): Int32Array[] | null {
  const offset = maxChanged + 1;
  const reach = new Int32Array(2 * offset + 1);
  const trace: Int32Array[] = [];
  for (let changed = 0; changed <= maxChanged; changed++) {
    trace.push(reach.slice());
    for (let diagonal = -changed; diagonal <= changed; diagonal += 2) {
      let { x } = entry(reach, offset, changed, diagonal);
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
      reach[offset + diagonal] = x;
      if (x >= old.length && x - diagonal >= now.length) return trace;
    }
  }
  return null;
}

/** Where a diagonal is entered: by a letter put in, or by one taken away. */
function entry(reach: Int32Array, offset: number, changed: number, diagonal: number) {
  const below = reach[offset + diagonal + 1] ?? 0;
  const beside = reach[offset + diagonal - 1] ?? 0;
  const inserts = diagonal === -changed || (diagonal !== changed && beside < below);
  return { x: inserts ? below : beside + 1, inserts };
}

function collect(trace: readonly Int32Array[], old: readonly string[], now: readonly string[]): TextChange[] {
  const offset = maxChanged + 1;
  const oldUnits = unitsBefore(old);
  const newUnits = unitsBefore(now);
  const changes: TextChange[] = [];
  let x = old.length;
  let y = now.length;
  for (let changed = trace.length - 1; changed > 0; changed--) {
    const reach = trace[changed] as Int32Array;
    const diagonal = x - y;
    const { x: toX, inserts } = entry(reach, offset, changed, diagonal);
    const toY = toX - diagonal;
    const [fromX, fromY] = inserts ? [toX, toY - 1] : [toX - 1, toY];
    const next = changes[0];
    const change = {
      oldFrom: oldUnits[fromX] ?? 0,
      oldTo: oldUnits[toX] ?? 0,
      newFrom: newUnits[fromY] ?? 0,
      newTo: newUnits[toY] ?? 0,
    };
    if (next !== undefined && next.oldFrom === change.oldTo && next.newFrom === change.newTo)
      changes[0] = { ...change, oldTo: next.oldTo, newTo: next.newTo };
    else changes.unshift(change);
    [x, y] = [fromX, fromY];
  }
  return changes;
}

function unitsBefore(letters: readonly string[]): number[] {
  const units = [0];
  for (const letter of letters) units.push((units.at(-1) ?? 0) + letter.length);
  return units;
}
