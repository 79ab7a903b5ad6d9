/** A page with everything that pages have, as ProseMirror JSON: for what must come back as it was. */
import type { JSONContent } from "@tiptap/core";

type Mark = NonNullable<JSONContent["marks"]>[number];

const text = (words: string, ...marks: (string | Mark)[]): JSONContent => ({
  type: "text",
  text: words,
  ...(marks.length > 0 && { marks: marks.map((mark) => (typeof mark === "string" ? { type: mark } : mark)) }),
});
const node =
  (type: string, attrs?: Record<string, unknown>) =>
  (...content: JSONContent[]): JSONContent => ({
    type,
    ...(attrs && { attrs }),
    ...(content.length > 0 && { content }),
  });
const paragraph = node("paragraph");
const words = (line: string) => paragraph(text(line));
const item = node("listItem");
const task = (checked: boolean) => node("taskItem", { checked });
const cell = (type: "tableCell" | "tableHeader", line: string, attrs: Record<string, unknown> = {}) =>
  node(type, { colspan: 1, rowspan: 1, colwidth: null, align: null, ...attrs })(words(line));
const row = node("tableRow");
const link: Mark = { type: "link", attrs: { href: "https://x.test/a?b=1&c=2", title: "A “title”" } };

export const richBody: JSONContent = node("doc")(
  node("heading", { level: 2 })(text("Beds "), text("one", "italic"), text(" to 14")),
  paragraph(
    text("Sow "),
    text("peas", "bold"),
    text(" and "),
    text("beans", "bold", "italic", "strike"),
    text(", see "),
    text("the ", link),
    text("plan", link, "bold"),
    node("hardBreak")(),
    text("under ", "underline"),
    text("glass", "highlight"),
    text(" x = 1", "code"),
    text(" 👩‍🌾 é 𝒳."),
  ),
  paragraph(),
  node("bulletList")(
    item(words("tools"), node("bulletList")(item(words("spade")), item(words("fork"), words("and twine")))),
    item(
      words("steps"),
      node("orderedList", { start: 3, type: null })(item(words("dig")), item(words("rake"))),
    ),
    item(paragraph(), node("codeBlock", { language: null })(text("in a list\n"))),
  ),
  node("orderedList", { start: 1, type: "a" })(item(words("lettered"))),
  node("taskList")(
    task(true)(words("water"), node("taskList")(task(false)(words("the corner")))),
    task(false)(words("weed"), node("bulletList")(item(words("nettles")))),
  ),
  node("blockquote")(
    words("Said somebody"),
    node("blockquote")(words("within"), node("horizontalRule")()),
    node("heading", { level: 6 })(text("small")),
  ),
  node("codeBlock", { language: "c++" })(text("int main() {\n\treturn 0; // <b>\n}\n\n")),
  node("image", { src: "https://x.test/bed.png", alt: "A bed", title: null, href: "https://x.test/" })(),
  node("image", { src: "/files/a b.png", alt: null, title: "Plain", href: null })(),
  node("horizontalRule")(),
  node("table")(
    row(
      cell("tableHeader", "Bed", { colwidth: [120] }),
      cell("tableHeader", "What, and when", { colspan: 2, colwidth: [80, 90], align: "center" }),
    ),
    row(
      cell("tableCell", "1", { rowspan: 2, colwidth: [120] }),
      cell("tableCell", "peas", { colwidth: [80] }),
      cell("tableCell", "May", { colwidth: [90], align: "right" }),
    ),
    row(
      cell("tableCell", "beans", { colwidth: [80] }),
      node("tableCell", { colspan: 1, rowspan: 1, colwidth: [90], align: null })(
        words("June"),
        node("bulletList")(item(words("or July"))),
      ),
    ),
  ),
  words("The end"),
);
