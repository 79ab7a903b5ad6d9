/** A Yjs document in which there is no text to read, or more than one; the message says what to change. */
export class UnreadableYjs extends Error {
  override readonly name = "UnreadableYjs";
  /** The texts that there are to choose from. */
  readonly roots: readonly string[];

  constructor(message: string, roots: readonly string[] = []) {
    super(message);
    this.roots = roots;
  }
}
