/**
 * The page's schema as Tiptap extensions without views, the same on both sides. The list is flat and its names are
 * unique: the editor replaces one by name with its own version, extended by a view, as in
 * `pageExtensions.map((one) => (one.name === "codeBlock" ? CodeBlockLowlight.configure(…) : one))`.
 * Undo belongs to the collaboration binding, and nothing here writes into the document by itself.
 */
import { type AnyExtension, type Extensions, getExtensionField, mergeAttributes } from "@tiptap/core";
import { Highlight } from "@tiptap/extension-highlight";
import { Image } from "@tiptap/extension-image";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import type { Plugin } from "@tiptap/pm/state";
import { StarterKit } from "@tiptap/starter-kit";
import { sparing } from "./autolink.js";
import { DepthLimit } from "./depth-limit.js";
import { listKeys } from "./list-keys.js";
import { isSafeImage, isSafeLink } from "./safe-url.js";

const PageImage = Image.extend({
  addAttributes() {
    return {
      src: { default: null },
      alt: { default: null },
      title: { default: null },
      // A linked picture, such as a README's badge: a block has no marks, so the address stands here.
      href: {
        default: null,
        parseHTML: (element) => element.closest("a")?.getAttribute("href") ?? null,
        rendered: false,
      },
    };
  },
  parseHTML() {
    return [
      {
        tag: "img[src]",
        getAttrs: (element) => (isSafeImage(element.getAttribute("src")) ? null : false),
      },
    ];
  },
  renderHTML({ node, HTMLAttributes }) {
    const { src, ...others } = HTMLAttributes;
    const attributes = mergeAttributes(this.options.HTMLAttributes, others, isSafeImage(src) ? { src } : {});
    if (!isSafeLink(node.attrs.href)) return ["img", attributes];
    return ["a", { href: node.attrs.href, rel: "noopener noreferrer nofollow" }, ["img", attributes]];
  },
});

/** Stock extensions whose schema we narrow or widen, by name. */
const changes: Readonly<Record<string, (stock: AnyExtension) => AnyExtension>> = {
  // Inline code inside a link or bold text is everyday Markdown; stock Tiptap lets code exclude every other mark.
  code: (stock) => stock.extend({ excludes: "code" }),
  listKeymap: (stock) => stock.extend({ addKeyboardShortcuts: listKeys }),
  // `target`, `rel` and `class` are ours to decide when drawing, never something a document carries.
  link: (stock) =>
    stock.extend({
      addAttributes: () => ({ href: { default: null }, title: { default: null } }),
      addProseMirrorPlugins(this: { parent: (() => Plugin[]) | null }) {
        return (this.parent?.() ?? []).map(sparing);
      },
    }),
};

const starterKit = StarterKit.configure({
  undoRedo: false,
  trailingNode: false,
  link: {
    openOnClick: false,
    defaultProtocol: "https",
    isAllowedUri: (url) => isSafeLink(url),
    HTMLAttributes: { rel: "noopener noreferrer nofollow" },
  },
});

/** What the kit would add by itself, taken out of it so that each can be replaced by name. */
function unpack(kit: typeof starterKit): Extensions {
  const { name, options, storage } = kit;
  const members = getExtensionField<(() => Extensions) | undefined>(kit, "addExtensions", {
    name,
    options,
    storage,
  });
  return (members?.() ?? []).map((member) => changes[member.name]?.(member) ?? member);
}

/** Every extension of a page. Give it to `useEditor` together with collaboration, or to `getSchema`. */
export const pageExtensions: Extensions = [
  ...unpack(starterKit),
  TaskList,
  TaskItem.configure({ nested: true }),
  Table.configure({ resizable: false }),
  TableRow,
  TableHeader,
  TableCell,
  PageImage,
  Highlight,
  DepthLimit,
];
