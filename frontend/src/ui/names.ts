/** People's names, made short or put into a sentence. */

/** Two capital letters: the first of the first two words, or the first two of a single one; "?" for no name. */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const [first, second] = words;
  if (first === undefined) return [...name.trim()][0] ?? "?";
  const letters = second === undefined ? [...first].slice(0, 2) : [[...first][0], [...second][0]];
  return letters.join("").toLocaleUpperCase();
}

/** "Imani", "Imani and Wren", "Imani, Wren and Kit", "Imani, Wren, Kit and 3 others". */
export function namesInWords(names: readonly string[]): string {
  const shown = names.map((name) => name.trim() || "Somebody");
  if (shown.length > 4) return `${shown.slice(0, 3).join(", ")} and ${shown.length - 3} others`;
  const last = shown.at(-1) ?? "Nobody";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
}
