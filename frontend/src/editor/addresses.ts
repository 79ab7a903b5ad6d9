/** What somebody typed as an address, made into one that a document may hold: pure. */
import { isSafeImage, isSafeLink } from "@manyhands/backend/schema/safe-url";

const scheme = /^[a-z][a-z0-9+.-]*:/i;
const mail = /^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/;
const host = /^[^\s/?#@]+\.[^\s/?#@.]{2,}(?::\d+)?(?:[/?#]\S*)?$/;

/** A safe link from "https://…", "example.org/page", "ada@example.org" or "/d/…"; null when it is none. */
export function linkAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === "" || /\s/.test(text)) return null;
  if (mail.test(text)) return `mailto:${text}`;
  // "localhost:3000" and "example.org:8080" have a port there, not a scheme.
  if (scheme.test(text) && !/^[^/]+:\d+(?:[/?#]|$)/.test(text)) return isSafeLink(text) ? text : null;
  if (/^[/#?.]/.test(text)) return isSafeLink(text) ? text : null;
  return host.test(text) || /^localhost(?::\d+)?(?:[/?#]|$)/.test(text) ? `https://${text}` : null;
}

/** The address of a picture: https and nothing else, because the page shows no other; null when it is none. */
export function imageAddress(typed: string): string | null {
  const text = typed.trim();
  const address = /^https:\/\//i.test(text)
    ? text
    : host.test(text) && !scheme.test(text)
      ? `https://${text}`
      : null;
  return address !== null && URL.canParse(address) && isSafeImage(address) ? address : null;
}
