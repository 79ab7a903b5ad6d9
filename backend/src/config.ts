/**
 * The environment → `Config`. Every variable, its meaning, its default and what it may hold stand in one
 * table here; `.env.example` and docs/operations.md are compared with it by a test. An empty value counts
 * as unset.
 */
import { isIP } from "node:net";
import { z } from "zod";
import { type LogLevel, logLevels } from "./log.js";
import { defaultLimits, hardFrameBytes, type Limits } from "./protocol/limits.js";

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly access: "open";
  /** Where people reach the server, without a trailing slash; null where nobody said. */
  readonly publicUrl: string | null;
  /** Web origins that may connect besides our own, as browsers send them. */
  readonly allowedOrigins: readonly string[];
  /** Reverse proxies in front, whose `X-Forwarded-For` is believed. */
  readonly trustProxy: number;
  /** Whether a Yjs client may create a document by writing to a new name. */
  readonly rawDocuments: boolean;
  readonly logLevel: LogLevel;
  readonly limits: Limits;
}

/** Holds one sentence per fault, all of them. */
export class InvalidConfig extends Error {
  override readonly name = "InvalidConfig";
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join("\n"));
    this.faults = faults;
  }
}

const MiB = 1024 * 1024;

function whole(fallback: number, min: number, max: number) {
  const fault = (text: unknown) => `must be a whole number from ${min} to ${max}, not “${text}”`;
  return z
    .string()
    .regex(/^\d{1,15}$/, { error: (issue) => fault(issue.input) })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: (issue) => fault(issue.input) })
    .default(fallback);
}

function flag(fallback: boolean) {
  return z
    .enum(["on", "off", "true", "false"], { error: (issue) => `must be “on” or “off”, not “${issue.input}”` })
    .transform((word) => word === "on" || word === "true")
    .default(fallback);
}

function httpUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? url : null;
}

const publicUrl = z
  .string()
  .refine((text) => httpUrl(text)?.pathname === "/" && !/[?#]/.test(text), {
    error: (issue) => `must look like https://docs.example.com, without a path, not “${issue.input}”`,
  })
  .transform((text) => new URL(text).origin)
  .nullable()
  .default(null);

/** As browsers write them: scheme, host and a port that is not the scheme's own. Apps have schemes of their own. */
function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s]+$/.test(text) || !URL.canParse(text)) return false;
  const { origin } = new URL(text);
  return origin === "null" || origin === text;
}

const origins = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim().toLowerCase()))
  .refine((parts) => parts.every(isOrigin), {
    error: "must be origins like https://app.example.com, without a path, separated by commas",
  })
  .default([]);

/** A zod schema for each variable; the description is its line in `.env.example`. */
export const variables = {
  PORT: whole(3000, 0, 65_535).describe("Port to listen on; 0 takes a free one."),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, {
      error: (issue) => `must be an address or a host name, not “${issue.input}”`,
    })
    .default("127.0.0.1")
    .describe("Address to listen on; 0.0.0.0 lets other machines in, and then ACCESS must be set."),
  DATA_DIR: z.string().default("./data").describe("The folder that holds every document; made when missing."),
  ACCESS: z
    .enum(["open"], {
      error: (issue) => `must be “open”, the only kind of access there is so far, not “${issue.input}”`,
    })
    .nullable()
    .default(null)
    .describe(
      "Who may do what: “open” lets everyone who can reach the port edit. Unset: open on this machine only.",
    ),
  PUBLIC_URL: publicUrl.describe("Where people reach the server, for example https://docs.example.com."),
  ALLOWED_ORIGINS: origins.describe("Other web origins whose pages may connect, separated by commas."),
  TRUST_PROXY: whole(0, 0, 10).describe("How many reverse proxies stand in front and set X-Forwarded-For."),
  RAW_DOCUMENTS: flag(true).describe(
    "Whether any Yjs client may create a document by writing to a new name: on or off.",
  ),
  LOG_LEVEL: z
    .enum(logLevels, { error: (issue) => `must be one of ${logLevels.join(", ")}, not “${issue.input}”` })
    .default("info")
    .describe(`How much is logged: ${logLevels.join(", ")}.`),
  MAX_FRAME_BYTES: whole(defaultLimits.maxFrameBytes, 1024, hardFrameBytes).describe(
    "Largest WebSocket message; a larger one closes its socket with 4413.",
  ),
  MAX_UNSENT_BYTES: whole(defaultLimits.maxUnsentBytes, 64 * 1024, 1024 * MiB).describe(
    "What one socket may leave unread before it is closed with 1013.",
  ),
  MAX_UNSAVED_BYTES: whole(defaultLimits.maxUnsavedBytes, 64 * 1024, 1024 * MiB).describe(
    "What is kept in memory of one document while the storage fails; more is refused until it works again.",
  ),
  MAX_UNSAVED_TOTAL_BYTES: whole(defaultLimits.maxUnsavedTotalBytes, 64 * 1024, 64 * 1024 * MiB).describe(
    "The same for all documents together.",
  ),
  MAX_PRESENCE_IDS: whole(defaultLimits.maxPresenceIds, 1, 1000).describe("Carets one socket may own."),
  MAX_PRESENCE_BYTES: whole(defaultLimits.maxPresenceBytes, 1000, MiB).describe(
    "Presence states of one socket, together.",
  ),
  MAX_DOCUMENT_BYTES: whole(defaultLimits.maxDocumentBytes, 100_000, 2_000_000_000).describe(
    "A document as one Yjs update.",
  ),
  MAX_TITLE_BYTES: whole(defaultLimits.maxTitleBytes, 100, 100_000).describe("A title, in UTF-8."),
  MAX_BODY_BYTES: whole(defaultLimits.maxBodyBytes, 1024, 1024 * MiB).describe("A REST request body."),
  MAX_SOCKETS: whole(defaultLimits.maxSockets, 1, 1_000_000).describe("WebSockets in all; more get 503."),
  MAX_SOCKETS_PER_ADDRESS: whole(defaultLimits.maxSocketsPerAddress, 1, 1_000_000).describe(
    "WebSockets from one network address; more get 429.",
  ),
  MAX_SOCKETS_PER_DOCUMENT: whole(defaultLimits.maxSocketsPerDocument, 1, 1_000_000).describe(
    "WebSockets on one document; more are closed with 1013.",
  ),
  FIRST_FRAME_MS: whole(defaultLimits.firstFrameMs, 100, 600_000).describe(
    "Milliseconds within which a new socket must send something.",
  ),
} as const;

type Values = { [Name in keyof typeof variables]: z.output<(typeof variables)[Name]> };

/** Throws `InvalidConfig` with every fault at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(variables)) {
    const read = schema.safeParse(env[name] === "" ? undefined : env[name]);
    if (read.success) values[name] = read.data;
    else faults.push(...read.error.issues.map((issue) => `${name} ${issue.message}.`));
  }
  const { HOST: host, ACCESS: access } = values as Partial<Values>;
  if (host !== undefined && access === null && !isLoopback(host)) {
    faults.push(
      `HOST=${host} lets other machines in, and everyone who reaches the port could edit everything: ` +
        "set ACCESS=open if that is meant, or leave HOST at 127.0.0.1.",
    );
  }
  if (faults.length > 0) throw new InvalidConfig(faults);
  return assemble(values as Values);
}

function assemble(values: Values): Config {
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: values.DATA_DIR,
    access: values.ACCESS ?? "open",
    publicUrl: values.PUBLIC_URL,
    allowedOrigins: values.ALLOWED_ORIGINS,
    trustProxy: values.TRUST_PROXY,
    rawDocuments: values.RAW_DOCUMENTS,
    logLevel: values.LOG_LEVEL,
    limits: {
      maxFrameBytes: values.MAX_FRAME_BYTES,
      maxUnsentBytes: values.MAX_UNSENT_BYTES,
      maxUnsavedBytes: values.MAX_UNSAVED_BYTES,
      maxUnsavedTotalBytes: values.MAX_UNSAVED_TOTAL_BYTES,
      maxPresenceIds: values.MAX_PRESENCE_IDS,
      maxPresenceBytes: values.MAX_PRESENCE_BYTES,
      maxDocumentBytes: values.MAX_DOCUMENT_BYTES,
      maxTitleBytes: values.MAX_TITLE_BYTES,
      maxBodyBytes: values.MAX_BODY_BYTES,
      maxSockets: values.MAX_SOCKETS,
      maxSocketsPerAddress: values.MAX_SOCKETS_PER_ADDRESS,
      maxSocketsPerDocument: values.MAX_SOCKETS_PER_DOCUMENT,
      firstFrameMs: values.FIRST_FRAME_MS,
    },
  };
}

/** True where only this machine can reach it. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}
