/** What a valid page is, written from docs/document-format.md §5 alone: no line of the product's schema is used. */

type Rule = (value: unknown) => boolean;
type Values = Readonly<Record<string, unknown>>;

const whole =
  (from: number, to: number): Rule =>
  (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= from && value <= to;
const among =
  (...values: unknown[]): Rule =>
  (value) =>
    values.includes(value);
const short: Rule = (value) => typeof value === "string" && value.length <= 4_000;

function address(value: unknown, schemes: readonly string[]): boolean {
  if (typeof value !== "string" || value === "") return false;
  const visible = value.replace(/[\p{Cc}\p{Cf}\p{Z}]/gu, "");
  if (visible === "") return false;
  const beforePath = visible.split(/[/?#\\]/)[0]!;
  if (!beforePath.includes(":")) return true;
  return schemes.includes(beforePath.split(":")[0]!.toLowerCase());
}
const followed: Rule = (value) => address(value, ["http", "https", "mailto", "tel"]);
const shown: Rule = (value) => address(value, ["http", "https"]);

interface Attribute {
  readonly standard: unknown;
  readonly rule: Rule;
}
const cell: Readonly<Record<string, Attribute>> = {
  colspan: { standard: 1, rule: whole(1, 1_000) },
  rowspan: { standard: 1, rule: whole(1, 1_000) },
  colwidth: {
    standard: null,
    rule: (value) => Array.isArray(value) && value.length <= 1_000 && value.every(whole(0, 10_000)),
  },
  align: { standard: null, rule: among("left", "center", "right") },
};
const attributes: Readonly<Record<string, Readonly<Record<string, Attribute>>>> = {
  heading: { level: { standard: 1, rule: whole(1, 6) } },
  codeBlock: {
    language: {
      standard: null,
      rule: (value) => typeof value === "string" && /^[A-Za-z0-9][A-Za-z0-9+#._-]{0,39}$/.test(value),
    },
  },
  image: {
    src: { standard: null, rule: shown },
    alt: { standard: null, rule: short },
    title: { standard: null, rule: short },
    href: { standard: null, rule: followed },
  },
  orderedList: {
    start: { standard: 1, rule: whole(0, 999_999_999) },
    type: { standard: null, rule: among("1", "a", "A", "i", "I") },
  },
  taskItem: { checked: { standard: false, rule: among(true, false) } },
  tableCell: cell,
  tableHeader: cell,
  link: { href: { standard: null, rule: followed }, title: { standard: null, rule: short } },
};

export const attributeNames = (type: string): readonly string[] => Object.keys(attributes[type] ?? {});

/** All attributes of a node or mark; null where it has none. */
export function fitting(type: string, given: Values): Values | null {
  const known = Object.entries(attributes[type] ?? {});
  if (known.length === 0) return null;
  return Object.fromEntries(
    known.map(([name, { standard, rule }]) => {
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      return [name, value !== undefined && value !== null && rule(value) ? value : standard];
    }),
  );
}

export const marks = ["link", "bold", "code", "italic", "strike", "underline", "highlight"];
export const leafBlocks = new Set(["paragraph", "heading", "codeBlock", "horizontalRule", "image"]);
export const atoms = new Set(["horizontalRule", "image"]);
export const containers = new Set([
  ...["bulletList", "orderedList", "taskList", "listItem", "taskItem"],
  ...["blockquote", "table", "tableRow", "tableCell", "tableHeader"],
]);
const cells = new Set(["tableCell", "tableHeader"]);

/** The wrapper that `child` needs in `parent`; null where it may stand there. */
export function wrapperFor(parent: string, child: string): string | null {
  switch (parent) {
    case "bulletList":
    case "orderedList":
      return child === "listItem" ? null : "listItem";
    case "taskList":
      return child === "taskItem" ? null : "taskItem";
    case "table":
      return child === "tableRow" ? null : "tableRow";
    case "tableRow":
      return cells.has(child) ? null : "tableCell";
  }
  if (child === "listItem") return "bulletList";
  if (child === "taskItem") return "taskList";
  return child === "tableRow" || cells.has(child) ? "table" : null;
}

/** How many wrappers a paragraph needs in `parent`. */
export function needed(parent: string): number {
  const wrapper = wrapperFor(parent, "paragraph");
  return wrapper === null ? 0 : 1 + needed(wrapper);
}
