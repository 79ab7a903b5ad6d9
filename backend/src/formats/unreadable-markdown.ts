/** Markdown that would take too long or nests too deeply; the message says what to change. */
export class UnreadableMarkdown extends Error {
  override readonly name = "UnreadableMarkdown";
}
