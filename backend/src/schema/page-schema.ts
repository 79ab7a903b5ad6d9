/** The ProseMirror schema of a page: what a valid body is, on the server and in the browser. */
import { getSchema } from "@tiptap/core";
import { pageExtensions } from "./extensions.js";

export const pageSchema = getSchema(pageExtensions);
