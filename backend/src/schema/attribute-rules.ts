/**
 * What each attribute of a page may hold. ProseMirror itself takes anything; the reader of a document asks here and
 * puts the default where a stranger wrote something else. Each rule is true for an acceptable value.
 */
import { isSafeImage, isSafeLink } from "./safe-url.js";

export type AttributeRule = (value: unknown) => boolean;

const maxTextLength = 4_000;
const maxSpan = 1_000;

const integer = (from: number, to: number): AttributeRule => {
  return (value) => Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
};
const oneOf = (...values: unknown[]): AttributeRule => {
  return (value) => values.includes(value);
};
const orNull = (rule: AttributeRule): AttributeRule => {
  return (value) => value === null || rule(value);
};
const shortText: AttributeRule = (value) => typeof value === "string" && value.length <= maxTextLength;
const columnWidths: AttributeRule = (value) =>
  Array.isArray(value) && value.length <= maxSpan && value.every(integer(0, 10_000));

/** A language name that may stand in a class attribute and behind a code fence: `js`, `c++`, `objective-c`. */
export const isLanguage: AttributeRule = (value) =>
  typeof value === "string" && /^[A-Za-z0-9][A-Za-z0-9+#._-]{0,39}$/.test(value);

const cell = {
  colspan: integer(1, maxSpan),
  rowspan: integer(1, maxSpan),
  colwidth: orNull(columnWidths),
  align: orNull(oneOf("left", "center", "right")),
};

/** Rules by node or mark name, then by attribute. An attribute without a rule is not ours and is not kept. */
export const attributeRules: Readonly<Record<string, Readonly<Record<string, AttributeRule>>>> = {
  heading: { level: integer(1, 6) },
  orderedList: { start: integer(0, 999_999_999), type: orNull(oneOf("1", "a", "A", "i", "I")) },
  taskItem: { checked: oneOf(true, false) },
  codeBlock: { language: orNull(isLanguage) },
  image: {
    src: orNull(isSafeImage),
    alt: orNull(shortText),
    title: orNull(shortText),
    href: orNull(isSafeLink),
  },
  tableCell: cell,
  tableHeader: cell,
  link: { href: orNull(isSafeLink), title: orNull(shortText) },
};
