/** The network address that counts for limits and for telling guests apart. */
import type { IncomingMessage } from "node:http";

/**
 * With `proxies` reverse proxies in front, the address that the outermost of them saw: each appends one entry
 * to X-Forwarded-For, and whatever stands before those a client may have made up.
 */
export function addressOf(request: IncomingMessage, proxies: number): string {
  const direct = plain(request.socket.remoteAddress ?? "");
  if (proxies === 0) return direct;
  const header = request.headers["x-forwarded-for"] ?? "";
  const entries = String(header)
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  return plain(entries.at(-proxies) ?? entries[0] ?? direct);
}

/** An IPv4 address looks the same however it arrived. */
function plain(address: string): string {
  return address.startsWith("::ffff:") && address.includes(".") ? address.slice(7) : address;
}
