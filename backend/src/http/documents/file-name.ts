/** Content-Disposition for a download named after a document (RFC 6266, RFC 8187). */

const maxNameLength = 100;

/** Names no folder of any system would take, or that show something else than they are. */
const troublesome = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}/\\:*?"<>|]+/gu;

/** `extension` without the dot. Whatever the title holds, the header is one valid line. */
export function attachment(title: string, extension: string): string {
  const name = `${stem(title)}.${extension}`;
  const ascii = name.replace(/[^\x20-\x7e]+/g, "_").replace(/[%']/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

function stem(title: string): string {
  const clean = title.replace(troublesome, " ").replace(/\s+/g, " ");
  const short = [...clean].slice(0, maxNameLength).join("");
  return short.replace(/^[\s.]+|[\s.]+$/g, "") || "Untitled";
}
