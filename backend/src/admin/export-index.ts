/** What an export says about itself: `index.json` for programs and the next export, `index.md` for people. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CommandFailed } from "./desk.js";

const file = z.object({ name: z.string(), bytes: z.number() });
const exported = z.object({
  id: z.string(),
  kind: z.enum(["page", "raw"]),
  title: z.string(),
  updatedAt: z.string(),
  trashed: z.boolean(),
  /** How far its log went. */
  seq: z.number(),
  files: z.array(file),
  /** Why there are no files. */
  fault: z.string().nullable(),
});
const shape = z.object({ format: z.literal(1), complete: z.boolean(), documents: z.array(exported) });

export type Exported = z.output<typeof exported>;

const indexIn = (folder: string) => join(folder, "index.json");

/** By id; empty where there was no export before. Throws `CommandFailed` where it cannot be read. */
export function readIndex(folder: string): ReadonlyMap<string, Exported> {
  const path = indexIn(folder);
  if (!existsSync(path)) return new Map();
  try {
    return new Map(shape.parse(JSON.parse(readFileSync(path, "utf8"))).documents.map((one) => [one.id, one]));
  } catch (cause) {
    throw new CommandFailed(`${path} is not the index of an export: name another folder.`, { cause });
  }
}

/** `complete` is false while the export is under way. */
export function writeIndex(folder: string, documents: readonly Exported[], complete: boolean): void {
  write(indexIn(folder), `${JSON.stringify({ format: 1, complete, documents }, null, 1)}\n`);
  if (complete) write(join(folder, "index.md"), forPeople(documents));
}

/** In one step, so that a reader finds the old file or the new. */
export function write(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.partial`, content);
  renameSync(`${path}.partial`, path);
}

function forPeople(documents: readonly Exported[]): string {
  const rows = documents.map(({ id, title, trashed, updatedAt, files, fault }) => {
    const links = files.map(({ name }) => `[${name.split(".").at(-1)}](<documents/${name}>)`).join(" ");
    const name = cell(title || id) + (trashed ? " (in the trash)" : "");
    return `| ${name} | ${updatedAt.slice(0, 10)} | ${links || cell(fault ?? "")} |`;
  });
  return ["# Documents", "", "| title | changed | files |", "|---|---|---|", ...rows, ""].join("\n");
}

const cell = (text: string) => text.replace(/[\\|<>[\]`*_]/g, "\\$&").replace(/\s+/g, " ");
