/** Text as SQLite gives it back: what it could not keep is replaced before it is stored, so that checksums hold. */

/** Without NUL, which some versions of the engines cut at, and without half surrogates, which UTF-8 cannot say. */
export function storableText(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, "\uFFFD");
}
