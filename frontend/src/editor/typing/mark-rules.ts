/**
 * What becomes a mark while one types, by CommonMark's rule: white space neither follows the opening delimiter nor comes
 * before the closing one, and `_` closes nothing in front of a letter. Stock Tiptap makes `a * b *` italic. Stricter than
 * CommonMark in one thing: within words and paths nothing opens, so that `2*3*4` and `src/*.ts` stay what they are.
 */
import { InputRule, type Mark, markInputRule } from "@tiptap/core";

/** What an opening delimiter may stand behind, if anything: spaces, opening brackets, dashes, quotes, other delimiters. */
const outside = String.raw`\s\p{Ps}\p{Pi}\p{Pd}"'*_~=`;

/** What stands between two delimiters of one or two of the signs, at the end of what was typed. */
function delimited(sign: string, length: 1 | 2): RegExp {
  const delimiter = `[${sign}]{${length}}`;
  // A single star within bold text is a star; three at once are bold within italic.
  const inside = length === 2 ? `(?:[^${sign}]|[${sign}](?![${sign}]))*` : `(?![${sign}])[^${sign}]*`;
  const opened = `(?<![^${outside}])(?<![${sign}])${delimiter}(?!\\s)`;
  return new RegExp(`${opened}(${inside}[^\\s${sign}])${delimiter}$`, "u");
}

const patterns: Readonly<Record<string, readonly RegExp[]>> = {
  bold: [delimited("*", 2), delimited("_", 2)],
  italic: [delimited("*", 1), delimited("_", 1)],
  strike: [delimited("~", 2)],
  highlight: [delimited("=", 2)],
  // Code may stand behind any sign; as an apostrophe a backtick is behind a letter.
  code: [/(?<![`\\\p{L}\p{N}])`((?![\s`])[^`]*[^\s`])`$/u],
};

/** The mark with these rules instead of its own; any other mark as it is. */
export function withTypedDelimiters(stock: Mark): Mark {
  const finds = patterns[stock.name];
  if (finds === undefined) return stock;
  return stock.extend({
    addInputRules() {
      return finds.map((find) => {
        const rule = markInputRule({ find, type: this.type });
        const handler: InputRule["handler"] = (props) => {
          const { state, range, match } = props;
          const behind = state.doc.resolve(range.to).nodeAfter?.text ?? "";
          return match[0].endsWith("_") && /^[\p{L}\p{N}_]/u.test(behind) ? null : rule.handler(props);
        };
        return new InputRule({ find, handler });
      });
    },
  });
}
