/** Puts a file into the reader's downloads. */

/** `name` with its ending; what a file system may refuse is replaced. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the URL after this turn; a minute is ample for it to have begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A file name made of a title: readable, and allowed on every system. */
export function fileName(title: string, ending: string): string {
  const stem = title
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  return `${[...stem].slice(0, 80).join("").trim() || "Untitled"}.${ending}`;
}
