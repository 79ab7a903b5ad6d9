/** Titles made comparable for search. Adapters store the folded form: changing it means a new version of the folder. */

/** Two texts that differ only in case fold alike, in every script: ß with SS, ς with Σ, composed or not. */
export function foldTitle(title: string): string {
  // Upper, not lower: lower case depends on the neighbours (Σ at a word's end), so a part would not match its whole.
  return title.normalize("NFC").toUpperCase().normalize("NFC");
}
