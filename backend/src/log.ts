/** Structured logs, one JSON object a line on stdout. Rooms take a `Logger`, never the library. */
import pino from "pino";

export type Logger = Pick<pino.Logger, "debug" | "info" | "warn" | "error">;

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

export function createLog(level: LogLevel): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
