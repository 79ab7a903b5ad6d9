/** What requests may hold, checked once at the border. The shapes themselves are promised in `protocol/rest.ts`. */
import { z } from "zod";

const flag = (name: string) =>
  z.enum(["true", "false"], `“${name}” is true or false`).transform((value) => value === "true");

export type Shapes = ReturnType<typeof createShapes>;

/** Shapes that depend on the configured limits. */
export function createShapes({ maxTitleBytes }: { maxTitleBytes: number }) {
  const title = z
    .string("must be text")
    .trim()
    .refine(
      (text) => !/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(text),
      "must be one line of text, without control characters",
    )
    .refine(
      (text) => Buffer.byteLength(text) <= maxTitleBytes,
      `must be at most ${maxTitleBytes} bytes of UTF-8; shorten it`,
    );
  const id = z.string("must be text").optional();
  const kind = z.enum(["page", "raw"], "must be “page” or “raw”").optional();
  const root = z.string("must be text").max(200, "must be at most 200 characters").optional();
  const ask = z.boolean("must be true or false").optional();
  return {
    title,
    create: z.strictObject({ id, kind, title: title.optional() }),
    convert: z.strictObject({ id, title: title.optional(), root, ask }),
    /** The query of a body of Yjs bytes; what else stands there is not looked at. */
    yjs: z.object({ id, kind, title: title.optional(), root }),
    patch: z
      .strictObject({ title: title.optional(), trashed: z.boolean("must be true or false").optional() })
      .refine(
        (patch) => patch.title !== undefined || patch.trashed !== undefined,
        "Give a title, or trashed, or both",
      ),
  };
}

export const listQuery = z.object({
  query: z.string().max(200, "must be at most 200 characters").default(""),
  trashed: flag("trashed").default(false),
  cursor: z.string().min(1).max(1000).nullable().default(null),
  limit: z.coerce
    .number("must be a number from 1 to 200")
    .int("must be a whole number")
    .min(1, "must be from 1 to 200")
    .max(200, "must be from 1 to 200")
    .default(50),
});

export const deleteQuery = z.object({ purge: flag("purge").default(false) });
