/**
 * Colours for code, loaded only when a page holds code in a language we know: the grammars weigh more than the editor's
 * own views together. Four inks and plain, whatever the grammar distinguishes.
 */
import { common, createLowlight } from "lowlight";

/** `k` keyword, `c` comment, `st` string, `nu` number, `fn` name: the classes of document.css. */
export type Ink = "k" | "c" | "st" | "nu" | "fn";

/** A stretch of code in one ink; offsets in UTF-16 units from the start of the code. */
export interface Inked {
  readonly from: number;
  readonly to: number;
  readonly ink: Ink;
}

const inks: Readonly<Record<string, Ink>> = {
  "hljs-keyword": "k",
  "hljs-built_in": "k",
  "hljs-type": "k",
  "hljs-literal": "k",
  "hljs-selector-tag": "k",
  "hljs-comment": "c",
  "hljs-quote": "c",
  "hljs-doctag": "c",
  "hljs-meta": "c",
  "hljs-string": "st",
  "hljs-regexp": "st",
  "hljs-addition": "st",
  "hljs-link": "st",
  "hljs-code": "st",
  "hljs-number": "nu",
  "hljs-symbol": "nu",
  "hljs-bullet": "nu",
  "hljs-deletion": "nu",
  "hljs-title": "fn",
  "hljs-name": "fn",
  "hljs-attr": "fn",
  "hljs-attribute": "fn",
  "hljs-section": "fn",
  "hljs-selector-class": "fn",
  "hljs-selector-id": "fn",
};

const lowlight = createLowlight(common);

type Part = ReturnType<typeof lowlight.highlight>["children"][number];

/** The ink of an element by its classes: in "hljs-title class_", the second tells names of classes from functions. */
function inkOf(classes: unknown, script: boolean): Ink | undefined {
  if (!Array.isArray(classes)) return undefined;
  const [kind, finer] = classes.map(String);
  if (kind === undefined || finer === "class_") return undefined;
  // Scripts mark every parameter and key as an attribute, which would leave nothing plain.
  return script && kind === "hljs-attr" ? undefined : inks[kind];
}

/** The inks of `code`. `grammar` must be one that `grammarOf` returned. */
export function inked(grammar: string, code: string): readonly Inked[] {
  const found: Inked[] = [];
  const script = grammar === "javascript" || grammar === "typescript";
  let at = 0;
  const walk = (parts: readonly Part[], inherited: Ink | undefined): void => {
    for (const part of parts) {
      if (part.type === "text") {
        if (inherited !== undefined) found.push({ from: at, to: at + part.value.length, ink: inherited });
        at += part.value.length;
      } else if (part.type === "element") {
        walk(part.children, inkOf(part.properties.className, script) ?? inherited);
      }
    }
  };
  walk(lowlight.highlight(grammar, code).children, undefined);
  return found;
}
