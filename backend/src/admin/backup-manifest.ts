/** What a backup says about itself, and whether that is true: `backup.json`, beside a copy of the database. */
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { databaseIn } from "../storage/sqlite/database-file.js";
import { CommandFailed } from "./desk.js";

export const manifestIn = (folder: string) => join(folder, "backup.json");

const shape = z.object({
  format: z.literal(1),
  /** When it began: whatever was acknowledged before is in it. */
  begun: z.string(),
  documents: z.number(),
  entries: z.number(),
  /** Of the file `manyhands.db`. */
  bytes: z.number(),
  sha256: z.string(),
  /** Documents that were damaged before. */
  damaged: z.array(z.string()),
});

export type BackupManifest = z.output<typeof shape>;

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest("hex");
}

/** Throws `CommandFailed` where the folder is no backup, or not the one that was made. */
export async function readBackup(folder: string): Promise<BackupManifest> {
  const path = manifestIn(folder);
  if (!existsSync(path))
    throw new CommandFailed(
      `${folder} is no backup: there is no backup.json. Name the folder that “backup” made.`,
    );
  const manifest = parse(path);
  const database = databaseIn(folder);
  const bytes = existsSync(database) ? statSync(database).size : 0;
  if (bytes !== manifest.bytes || (await sha256Of(database)) !== manifest.sha256)
    throw new CommandFailed(
      `The backup ${folder} is damaged: ${database} is not the file that was written. Use another one.`,
    );
  return manifest;
}

function parse(path: string): BackupManifest {
  try {
    return shape.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new CommandFailed(`${path} cannot be read: it is damaged, or a newer version wrote it.`, { cause });
  }
}
