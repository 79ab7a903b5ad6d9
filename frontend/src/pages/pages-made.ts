/**
 * Which page this browser made of a raw document last. Converting it once more is more often a slip than a wish, so
 * whoever does is asked.
 */
const key = "manyhands.pages-made";
const most = 200;

/** The page's id; null where none was made here. It may be in the trash by now, or deleted. */
export function pageMadeOf(rawId: string): string | null {
  return new Map(readAll()).get(rawId) ?? null;
}

export function keepPageMade(rawId: string, id: string): void {
  const others = readAll().filter(([of]) => of !== rawId);
  try {
    localStorage.setItem(key, JSON.stringify([...others, [rawId, id]].slice(-most)));
  } catch {
    // Storage is forbidden or full: nobody will be asked.
  }
}

function readAll(): [rawId: string, id: string][] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isPair) : [];
  } catch {
    return [];
  }
}

const isPair = (entry: unknown): entry is [string, string] =>
  Array.isArray(entry) && entry.length === 2 && entry.every((part) => typeof part === "string");
