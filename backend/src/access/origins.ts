/**
 * Which web pages may use this server: the one rule for WebSocket handshakes and for REST.
 * Pure; decides from two headers and the configuration. Comparing Origin with Host alone would let DNS
 * rebinding in, so a Host counts only where no stranger can make a browser send it.
 */

export interface OriginPolicy {
  /** Where people reach this server from outside, such as `https://docs.example.org`; null where it is not told. */
  readonly publicUrl: string | null;
  /** Serialised origins, such as `https://app.example.org`, that may use this server from their own pages. */
  readonly allowedOrigins: readonly string[];
  /** Open access, listening on loopback only: every page of this machine may come in, from any port. */
  readonly openOnLoopback: boolean;
}

/**
 * True where a request with this `Origin` may change or join a document. An absent Origin (a script, or a
 * browser's own same-origin GET) is allowed: whoever lets a cookie count must check for it first.
 */
export function isAllowedOrigin(request: {
  readonly origin: string | null;
  readonly host: string | null;
  readonly policy: OriginPolicy;
}): boolean {
  const { origin, host, policy } = request;
  if (origin === null) return true;
  if (policy.allowedOrigins.includes(origin)) return true;
  const from = parse(origin);
  if (from === null || from.origin !== origin) return false;
  if (from.origin === publicOrigin(policy)) return true;
  if (policy.openOnLoopback && isLoopback(from.hostname)) return true;
  const to = host === null ? null : parseHost(host, from.protocol);
  return to !== null && to.host === from.host && cannotBeRebound(to.hostname);
}

/**
 * True where a page at this `Host` would be one of ours: an IP address, localhost, or a name that the
 * configuration mentions. Reads need it too, since a rebound page's GETs carry no Origin.
 */
export function isAllowedHost(host: string | null, policy: OriginPolicy): boolean {
  if (host === null) return false;
  const asked = parseHost(host, "http:");
  if (asked === null) return false;
  if (cannotBeRebound(asked.hostname)) return true;
  const known =
    policy.publicUrl === null ? policy.allowedOrigins : [policy.publicUrl, ...policy.allowedOrigins];
  return known.some((url) => {
    const named = parse(url);
    return named !== null && parseHost(host, named.protocol)?.host === named.host;
  });
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}

function publicOrigin(policy: OriginPolicy): string | null {
  return policy.publicUrl === null ? null : (parse(policy.publicUrl)?.origin ?? null);
}

/** The scheme's default port is dropped, as in an origin; null for what is more, or less, than a host and a port. */
function parseHost(host: string, protocol: string): URL | null {
  return /^(\[[0-9A-Fa-f:.]+\]|[\w.-]+)(:\d{1,5})?$/.test(host) ? parse(`${protocol}//${host}`) : null;
}

/** Names that reach the same machine whoever answers DNS. `hostname` as a URL has it: IPv4 always in four decimals. */
function cannotBeRebound(hostname: string): boolean {
  return hostname === "localhost" || hostname.startsWith("[") || /^\d+(\.\d+){3}$/.test(hostname);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
