/**
 * Copies everything into a folder of its own, while people go on typing: as it is at the moment of the call, read back
 * and checked, and under its name only when it is complete.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { copyDatabase } from "../storage/sqlite/copy-database.js";
import { createFolder } from "../storage/sqlite/data-folder.js";
import { databaseIn } from "../storage/sqlite/database-file.js";
import { syncFolder } from "../storage/sqlite/salvage/replace-database.js";
import { StoredDocuments } from "../storage/sqlite/stored-documents.js";
import { type BackupManifest, manifestIn, sha256Of } from "./backup-manifest.js";
import { CommandFailed, count, type Desk, size } from "./desk.js";
import { verifyAll } from "./verify.js";

/** Throws `CommandFailed` where the folder is not empty, and, with the backup made, where documents were damaged before. */
export async function backup(desk: Desk, folder: string): Promise<void> {
  if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0))
    throw new CommandFailed(`${folder} is not an empty folder: name a new one, such as ${folder}-2.`);
  const source = new StoredDocuments(databaseIn(desk.dataDir));
  const partial = join(dirname(folder), `.${basename(folder)}.partial-${process.pid}`);
  let manifest: BackupManifest;
  try {
    createFolder(dirname(folder));
    mkdirSync(partial, { mode: 0o700 });
    const begun = new Date().toISOString();
    await copyDatabase(source.database, databaseIn(partial), async ({ documents, of, bytes }) => {
      desk.progress.at("Copying", documents, of, bytes);
      await desk.pause();
    });
    manifest = await describe(partial, begun, desk);
    writeDurably(manifestIn(partial), `${JSON.stringify(manifest, null, 2)}\n`);
    syncFolder(partial);
    // Windows does not rename over an empty folder.
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(partial, folder);
    syncFolder(dirname(folder));
  } finally {
    source.close();
    rmSync(partial, { recursive: true, force: true });
  }
  const { documents, bytes, damaged } = manifest;
  desk.say(`Backed up and checked: ${count(documents, "document")}, ${size(bytes)}, in ${folder}.`);
  desk.say(`To restore it: stop the server, then npm run admin -- restore ${folder}`);
  if (damaged.length > 0) {
    throw new CommandFailed(
      `The backup is complete, but ${count(damaged.length, "document")} in it were damaged before: ${damaged.join(", ")}.`,
    );
  }
}

/** From what is on the disk, not from what was meant to be. */
async function describe(folder: string, begun: string, desk: Desk): Promise<BackupManifest> {
  const database = databaseIn(folder);
  const copy = new StoredDocuments(database);
  try {
    const fault = copy.damage(new Map());
    if (fault !== null) throw new CommandFailed(`The copy came out damaged (${fault}): try another disk.`);
    const { documents, entries, faults } = await verifyAll(copy, desk);
    return {
      ...{ format: 1, begun, documents, entries, bytes: statSync(database).size },
      sha256: await sha256Of(database),
      damaged: faults.map(({ id }) => id),
    };
  } finally {
    copy.close();
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
