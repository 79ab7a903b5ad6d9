/** What a flow is made of, token by token: reading them from Yjs, grouping them into runs, following a delta. */
import * as Y from "yjs";
import { sameValue } from "./json.js";
import { type Place, readPlace } from "./place.js";

export type Attributes = Readonly<Record<string, unknown>>;
export const noAttributes: Attributes = Object.freeze({});

/** Consecutive tokens of one kind. Each has a length in the Y.Text. */
export type Run =
  | { readonly kind: "text"; readonly text: string; readonly attributes: Attributes }
  | {
      readonly kind: "leaf";
      readonly name: string;
      readonly values: Attributes;
      readonly attributes: Attributes;
    }
  /** Where a moved block may stand; zero width. */
  | { readonly kind: "place"; readonly place: Place; readonly attributes: Attributes }
  /** Anything else: zero width, never deleted. */
  | { readonly kind: "hidden"; readonly attributes: Attributes };

export const runLength = (run: Run): number => (run.kind === "text" ? run.text.length : 1);

export type Marker = Y.Map<unknown>;

export interface DeltaOp {
  readonly insert?: unknown;
  readonly delete?: number;
  readonly retain?: number;
  readonly attributes?: Record<string, unknown>;
}

export interface MarkerToken {
  readonly kind: "marker";
  readonly marker: Marker;
  readonly attributes: Attributes;
}
export type Token = MarkerToken | Run;

/** Old indices between which the delta changes anything; null where it changes nothing. */
export function touchedRange(delta: readonly DeltaOp[]): { from: number; to: number } | null {
  let at = 0;
  let from: number | null = null;
  let to = 0;
  for (const op of delta) {
    const length = op.retain ?? op.delete ?? 0;
    if (op.retain === undefined || op.attributes !== undefined) {
      from ??= at;
      to = at + length;
    }
    at += length;
  }
  return from === null ? null : { from, to };
}

/** `delta` counts from the beginning of the text, `tokens` begin at `base`. */
export function applyToTokens(tokens: readonly Token[], delta: readonly DeltaOp[], base: number): Token[] {
  const result: Token[] = [];
  const rest = [...tokens].reverse();
  let skip = base;
  const take = (length: number, each: (token: Token) => void) => {
    let left = length;
    for (let token = rest.pop(); token !== undefined; token = rest.pop()) {
      if (token.kind === "text" && token.text.length > left) {
        const [one, other] = splitText(token.text, left);
        rest.push({ ...token, text: other });
        if (left > 0) each({ ...token, text: one });
        return;
      }
      const size = token.kind === "text" ? token.text.length : 1;
      if (size > left) {
        rest.push(token);
        return;
      }
      each(token);
      left -= size;
    }
  };
  const keep = (token: Token) => result.push(token);
  for (const op of delta) {
    if (op.insert !== undefined) {
      result.push(readToken(op));
      continue;
    }
    const length = op.retain ?? op.delete ?? 0;
    const skipped = Math.min(skip, length);
    skip -= skipped;
    const change = op.attributes;
    if (op.delete !== undefined) take(length - skipped, () => {});
    else if (change === undefined) take(length - skipped, keep);
    else take(length - skipped, (token) => keep({ ...token, attributes: patched(token.attributes, change) }));
  }
  take(Number.MAX_SAFE_INTEGER, keep);
  return result;
}

/** As Yjs does it: half of a surrogate pair becomes U+FFFD. */
function splitText(text: string, at: number): [string, string] {
  const one = text.slice(0, at);
  const other = text.slice(at);
  return /[\ud800-\udbff]$/.test(one)
    ? [`${one.slice(0, -1)}\ufffd`, `\ufffd${other.slice(1)}`]
    : [one, other];
}

export function readToken({ insert, attributes: given }: DeltaOp): Token {
  const attributes = given === undefined ? noAttributes : sortAttributes(given);
  if (typeof insert === "string") return { kind: "text", text: insert, attributes };
  if (insert instanceof Y.Map) return { kind: "marker", marker: insert, attributes };
  if (typeof insert === "object" && insert !== null && !(insert instanceof Y.AbstractType)) {
    const { t, a, m, n } = insert as { t?: unknown; a?: unknown; m?: unknown; n?: unknown };
    if (typeof m === "string") return { kind: "place", place: readPlace(m, n), attributes };
    if (typeof t === "string") {
      const values =
        typeof a === "object" && a !== null && !Array.isArray(a) ? (a as Attributes) : noAttributes;
      return { kind: "leaf", name: t, values, attributes };
    }
  }
  return { kind: "hidden", attributes };
}

export function addRun(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last?.kind === "text" && run.kind === "text" && sameValue(last.attributes, run.attributes)) {
    runs[runs.length - 1] = { ...last, text: last.text + run.text };
  } else runs.push(run);
}

const patched = (attributes: Attributes, change: Attributes): Attributes =>
  sortAttributes({ ...attributes, ...change });

/** Equal attributes are equal as text, whatever order they were written in. `__proto__` is none: Yjs loses it. */
export function sortAttributes(attributes: Attributes): Attributes {
  const set = Object.entries(attributes).filter(([key, value]) => value !== null && key !== "__proto__");
  return set.length === 0 ? noAttributes : Object.fromEntries(set.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function sameRuns(a: readonly Run[], b: readonly Run[]): boolean {
  return a.length === b.length && a.every((run, i) => sameRun(run, b[i] as Run));
}

function sameRun(a: Run, b: Run): boolean {
  if (a === b) return true;
  if (a.kind !== "text" || b.kind !== "text") return sameValue(a, b);
  return a.text === b.text && sameValue(a.attributes, b.attributes);
}
