/** Where Markdown nests what a page keeps apart: pictures in lines of text, tasks among ordinary list items. */
import type { Loose, LooseNode } from "../schema/fit.js";

type Attributes = Readonly<Record<string, unknown>>;

const isText = (child: Loose): child is Extract<Loose, { text: string }> => "text" in child;
const isBreak = (child: Loose): boolean => !isText(child) && child.name === "hardBreak";
const isBlank = (child: Loose): boolean => (isText(child) ? child.text.trim() === "" : isBreak(child));

/**
 * One node per run of text between the blocks among `children`, the blocks between them. `trim` drops blanks and
 * breaks around each run, and runs of nothing else. Nothing but line breaks is one empty line fewer: `<br>` alone is
 * how Markdown writes an empty paragraph.
 */
export function splitLine(
  name: string,
  attributes: Attributes,
  children: readonly Loose[],
  trim: boolean,
): Loose[] {
  if (
    children.some(isBreak) &&
    children.every(
      (child) => (trim && isBlank(child)) || isBreak(child) || (isText(child) && child.text === ""),
    )
  ) {
    return [{ name, attributes, children: children.filter(isBreak).slice(1) }];
  }
  const isSplit = children.some((child) => !isText(child) && !isBreak(child));
  // A paragraph of nothing but tags, such as an anchor to jump to, says nothing.
  if (children.length === 0 && name === "paragraph") return [];
  if (!isSplit && !trim) return [{ name, attributes, children }];
  const result: Loose[] = [];
  let run: Loose[] = [];
  const endRun = (): void => {
    const words = trimmed(run);
    if (words.length > 0) result.push({ name, attributes, children: words });
    run = [];
  };
  for (const child of children) {
    if (isText(child) || isBreak(child)) {
      run.push(child);
    } else {
      endRun();
      result.push(child);
    }
  }
  endRun();
  return result;
}

function trimmed(run: readonly Loose[]): Loose[] {
  const first = run.findIndex((child) => !isBlank(child));
  const last = run.findLastIndex((child) => !isBlank(child));
  return run.slice(first === -1 ? run.length : first, last + 1).map((child, index, words) => {
    if (!isText(child)) return child;
    const start = index === 0 ? child.text.trimStart() : child.text;
    return { ...child, text: index === words.length - 1 ? start.trimEnd() : start };
  });
}

/** A list whose items have `checked` where they are tasks, as lists of one sort each, in their order. */
export function splitTasks(children: readonly Loose[]): LooseNode[] {
  const lists: { name: string; attributes: Attributes; children: Loose[] }[] = [];
  for (const child of children) {
    const isTask = !isText(child) && "checked" in child.attributes;
    const name = isTask ? "taskList" : "bulletList";
    const item = isTask ? { ...child, name: "taskItem" } : child;
    const last = lists[lists.length - 1];
    if (last?.name === name) last.children.push(item);
    else lists.push({ name, attributes: {}, children: [item] });
  }
  return lists;
}
