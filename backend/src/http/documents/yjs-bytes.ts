/** The Yjs bytes of a body as a document of one's own; a problem with a sentence where they are none. */
import type * as Y from "yjs";
import { readWhole } from "../../rooms/read-whole.js";
import { ProblemError } from "../problem.js";

export function docOfBytes(bytes: Uint8Array): Y.Doc {
  const read = readWhole(bytes);
  switch (read.outcome) {
    case "whole":
      return read.doc;
    case "undecodable":
      throw new ProblemError(
        400,
        "The body is not a Yjs update (v1). Send what Y.encodeStateAsUpdate(doc) gives.",
      );
    case "missing":
      throw new ProblemError(
        422,
        "The update builds on others that are not in it. Send the whole document: what Y.encodeStateAsUpdate(doc) gives.",
      );
    case "tooDeep":
      throw new ProblemError(422, "The document nests types too deeply for this server.");
  }
}
