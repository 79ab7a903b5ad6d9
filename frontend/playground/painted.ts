/** Words painted over in the sheets: what stock Tiptap lost, and what it has twice. Nothing is written. */

export type Paint = "rescued" | "doubled";

/** Paints these runs of words below `selector`, and nothing else. Where the browser cannot, nothing happens. */
export function paint(name: Paint, selector: string, runs: readonly string[]): void {
  if (!("highlights" in CSS)) return;
  const ranges: Range[] = [];
  for (const page of document.querySelectorAll(selector)) {
    const waiting = [...runs];
    const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent ?? "";
      let at = 0;
      for (const run of [...waiting]) {
        const found = text.indexOf(run, at);
        if (found === -1) continue;
        const range = document.createRange();
        range.setStart(node, found);
        range.setEnd(node, found + run.length);
        ranges.push(range);
        at = found + run.length;
        waiting.splice(waiting.indexOf(run), 1);
      }
    }
  }
  CSS.highlights.set(name, new Highlight(...ranges));
}
