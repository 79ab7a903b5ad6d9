/**
 * A raw document as JSON: every root by its name. Nobody says what type a raw root is, so it is told from what it
 * holds, with methods that leave the root as untyped as it was: reading never decides for the room.
 */
import * as Y from "yjs";

/** Yjs types the parameter of its types as it likes; this is what a root is. */
type SharedType = Y.Doc["share"] extends Map<string, infer T> ? T : never;

/** Levels that are read; what lies deeper is null. */
const maxDepth = 200;

/**
 * JSON of every root: text as a string, or as its delta where it has formats; arrays; maps; XML as
 * `{ name, attributes, children }`. A root without content is null, bytes are Base64, subdocuments `{ subdocument }`.
 */
export function rawToJson(doc: Y.Doc): unknown {
  return Object.fromEntries(Array.from(doc.share, ([name, root]) => [name, typeToJson(root, maxDepth)]));
}

type Kind = "text" | "map" | "xml" | "list" | "empty";

function typeToJson(type: SharedType, depth: number): unknown {
  if (depth === 0) return null;
  switch (kindOf(type)) {
    case "empty":
      return null;
    case "text":
      return textToJson(type, depth);
    case "map":
      return entriesToJson(type, depth);
    case "xml": {
      if (!(type instanceof Y.XmlElement)) return listToJson(type, depth);
      return {
        name: type.nodeName,
        attributes: entriesToJson(type, depth),
        children: listToJson(type, depth),
      };
    }
    case "list":
      return listToJson(type, depth);
  }
}

function kindOf(type: SharedType): Kind {
  if (type instanceof Y.Text) return "text";
  if (type instanceof Y.Map) return "map";
  if (type instanceof Y.XmlFragment) return "xml";
  if (type instanceof Y.Array) return "list";
  // A root that nobody has typed yet: only its content can tell.
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const { content } = item;
    if (
      content instanceof Y.ContentString ||
      content instanceof Y.ContentFormat ||
      content instanceof Y.ContentEmbed
    ) {
      return "text";
    }
    return "list";
  }
  return type._map.size > 0 ? "map" : "empty";
}

function textToJson(type: SharedType, depth: number): unknown {
  const pieces: { insert: unknown; attributes?: unknown }[] = Y.Text.prototype.toDelta.call(type);
  if (pieces.every(({ insert, attributes }) => typeof insert === "string" && attributes === undefined)) {
    return pieces.map(({ insert }) => insert).join("");
  }
  return pieces.map((piece) => toJson(piece, depth - 1));
}

function listToJson(type: SharedType | Y.XmlElement, depth: number): unknown[] {
  return Y.Array.prototype.toArray.call(type).map((value) => toJson(value, depth - 1));
}

function entriesToJson(type: SharedType | Y.XmlElement, depth: number): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  Y.Map.prototype.forEach.call(type, (value, key) => entries.push([key, toJson(value, depth - 1)]));
  return Object.fromEntries(entries);
}

function toJson(value: unknown, depth: number): unknown {
  if (value instanceof Y.AbstractType) return typeToJson(value, depth);
  if (value instanceof Y.Doc) return { subdocument: value.guid };
  if (value instanceof Uint8Array) return toBase64(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value ?? null;
  if (depth <= 0) return null;
  if (Array.isArray(value)) return value.map((one) => toJson(one, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, toJson(one, depth - 1)]));
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
