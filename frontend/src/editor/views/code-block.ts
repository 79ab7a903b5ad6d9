/**
 * A code block with its language and a copy button on top. The language picker is the browser's own: it works with a
 * finger, a keyboard and a screen reader alike.
 */
import { isLanguage } from "@manyhands/backend/schema/attribute-rules";
import type { Node } from "@tiptap/core";
import type { Node as PageNode } from "@tiptap/pm/model";
import { icon } from "./icon.js";
import { grammarOf, languages } from "./languages.js";

const copiedMs = 2_000;

function option(value: string, label: string): HTMLOptionElement {
  const element = document.createElement("option");
  element.value = value;
  element.textContent = label;
  return element;
}

function picker(): HTMLSelectElement {
  const select = document.createElement("select");
  select.setAttribute("aria-label", "Language");
  select.append(option("", "Plain text"), ...languages.map(([name, label]) => option(name, label)));
  return select;
}

/** Shows the block's language, which may be one that the picker does not offer. */
function show(select: HTMLSelectElement, node: PageNode): void {
  select.querySelector("[data-foreign]")?.remove();
  const { language } = node.attrs;
  const grammar = grammarOf(language);
  if (grammar === null && isLanguage(language)) {
    const foreign = option(String(language), String(language));
    foreign.dataset.foreign = "";
    select.append(foreign);
    select.value = String(language);
  } else {
    select.value = grammar ?? "";
  }
}

function copyButton(read: () => string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "icon small";
  button.setAttribute("aria-label", "Copy code");
  button.append(icon("copy"));
  const say = (label: string, name: "check" | "copy") => {
    button.setAttribute("aria-label", label);
    button.replaceChildren(icon(name));
  };
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(read()).then(
      () => say("Copied", "check"),
      () => say("Your browser did not allow copying", "copy"),
    );
    setTimeout(() => say("Copy code", "copy"), copiedMs);
  });
  return button;
}

export function withCodeView(stock: Node): Node {
  return stock.configure({ enableTabIndentation: true, tabSize: 2 }).extend({
    addNodeView() {
      return ({ node, editor, getPos }) => {
        let shown = node;
        const dom = document.createElement("div");
        dom.className = "codeblock";
        const header = dom.appendChild(document.createElement("div"));
        header.className = "head";
        header.contentEditable = "false";
        const select = header.appendChild(picker());
        header.append(copyButton(() => shown.textContent));
        const pre = dom.appendChild(document.createElement("pre"));
        pre.dir = "ltr";
        const contentDOM = pre.appendChild(document.createElement("code"));
        contentDOM.spellcheck = false;

        const draw = () => {
          show(select, shown);
          select.disabled = !editor.isEditable;
        };
        select.addEventListener("change", () => {
          const at = getPos();
          if (at === undefined || !editor.isEditable) return;
          editor.view.dispatch(editor.state.tr.setNodeAttribute(at, "language", select.value || null));
          editor.view.focus();
        });
        // Whether one may write can change while the block stands.
        select.addEventListener("pointerdown", draw);
        draw();

        return {
          dom,
          contentDOM,
          update(next) {
            if (next.type !== shown.type) return false;
            shown = next;
            draw();
            return true;
          },
          stopEvent: (event) => event.target instanceof globalThis.Node && header.contains(event.target),
          ignoreMutation: (mutation) =>
            mutation.type !== "selection" && !contentDOM.contains(mutation.target),
        };
      };
    },
  });
}
