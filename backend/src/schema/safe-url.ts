/**
 * Which addresses a document may hold. One allow-list for editor, import and export: whatever a link or an image
 * carries, nothing that a browser would run passes here.
 */

// Browsers drop tabs and newlines inside a URL and control characters and blanks before it, so a scheme must be
// recognised without them. The wider set (zero-width, bidi, no-break) costs nothing and refuses disguises.
const invisible = /[\p{Cc}\p{Cf}\p{Z}]/gu;

const linkSchemes: ReadonlySet<string> = new Set(["http", "https", "mailto", "tel"]);
const imageSchemes: ReadonlySet<string> = new Set(["http", "https"]);

function allows(schemes: ReadonlySet<string>, url: unknown): url is string {
  if (typeof url !== "string" || url === "") return false;
  const visible = url.replace(invisible, "");
  if (visible === "") return false;
  const colon = visible.indexOf(":");
  const end = visible.search(/[/?#\\]/);
  // No colon before the path: relative, and so never a scheme of its own.
  if (colon === -1 || (end !== -1 && end < colon)) return true;
  return schemes.has(visible.slice(0, colon).toLowerCase());
}

/** True for http, https, mailto, tel and relative addresses; false for everything else, empty and non-strings too. */
export function isSafeLink(url: unknown): url is string {
  return allows(linkSchemes, url);
}

/** True for http, https and relative addresses: no `data:`, no `blob:`. */
export function isSafeImage(url: unknown): url is string {
  return allows(imageSchemes, url);
}
