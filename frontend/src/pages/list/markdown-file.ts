/** Judges and reads a file that somebody wants to import. What is wrong with it is said in words, not thrown. */
import { defaultLimits } from "@manyhands/backend/protocol/limits";

export interface MarkdownFile {
  readonly markdown: string;
  /** From the file's name, where the text does not begin with a title of its own. */
  readonly title: string | null;
}

const endings = /\.(md|markdown|mdown|txt)$/i;
/** For a file picker. */
export const acceptedFiles = ".md,.markdown,.mdown,.txt,text/markdown,text/plain";

const MiB = 1024 * 1024;

/** The file's Markdown, or the sentence that says why it cannot be imported. */
export async function readMarkdownFile(file: File): Promise<MarkdownFile | string> {
  if (!endings.test(file.name) && !/^text\/(markdown|plain)\b/.test(file.type)) {
    return notText(file);
  }
  if (file.size > defaultLimits.maxBodyBytes) {
    const size = Math.ceil(file.size / MiB);
    return `“${file.name}” is ${size} MB. Files up to ${defaultLimits.maxBodyBytes / MiB} MB can be imported.`;
  }
  let markdown: string;
  try {
    // Drops a byte order mark, and refuses what is not UTF-8 instead of importing question marks.
    markdown = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof TypeError) return `${notText(file)} Text has to be saved as UTF-8.`;
    return `“${file.name}” could not be read.`;
  }
  if (markdown.includes("\0")) return notText(file);
  return { markdown, title: beginsWithTitle(markdown) ? null : file.name.replace(endings, "") };
}

function notText(file: File): string {
  return `“${file.name}” is not a Markdown or text file.`;
}

/** True where the first line that is not empty is a heading of level 1, written either way. */
export function beginsWithTitle(markdown: string): boolean {
  return /^\s*(# +\S|#\t\S|[^\s#>*+|`-][^\n]*\r?\n=+[ \t]*(\r?\n|$))/.test(markdown);
}
