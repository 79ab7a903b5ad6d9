/** Puts a backup in the place of what is there, which is kept aside. With the server stopped. */
import { closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createFolder } from "../storage/sqlite/data-folder.js";
import { databaseIn } from "../storage/sqlite/database-file.js";
import { lockFolder } from "../storage/sqlite/folder-lock.js";
import { finishReplacing, nextIn, replaceDatabase } from "../storage/sqlite/salvage/replace-database.js";
import { StoredDocuments } from "../storage/sqlite/stored-documents.js";
import { readBackup, sha256Of } from "./backup-manifest.js";
import { CommandFailed, count, type Desk } from "./desk.js";
import { verifyAll } from "./verify.js";

/** Throws `CommandFailed` or, where a server runs, `DataFolderError`; the data are as they were then. */
export async function restore(desk: Desk, folder: string): Promise<void> {
  const { dataDir, say } = desk;
  const { documents, begun, sha256, damaged } = await readBackup(folder);
  await check(desk, folder, damaged);
  createFolder(dataDir);
  const lock = lockFolder(dataDir);
  const half = join(dataDir, "manyhands.db.half");
  try {
    // A crash may have come between the two steps of an earlier one.
    finishReplacing(dataDir, Date.now());
    copyFileSync(databaseIn(folder), half);
    sync(half);
    if ((await sha256Of(half)) !== sha256)
      throw new CommandFailed(
        `The copy in ${dataDir} came out damaged: look at the disk. Nothing was changed.`,
      );
    await desk.pause();
    renameSync(half, nextIn(dataDir));
    const kept = replaceDatabase(dataDir, "replaced", Date.now());
    say(`Restored: ${count(documents, "document")}, as they were at ${begun}, in ${dataDir}.`);
    if (kept !== null)
      say(`What was there before is in ${join(dataDir, kept)}; remove it when nobody misses anything.`);
    say("Now start the server: npm start");
  } finally {
    rmSync(half, { force: true });
    lock.release();
  }
}

/** Row by row, before anything is touched. */
async function check(desk: Desk, folder: string, damaged: readonly string[]): Promise<void> {
  const backup = new StoredDocuments(databaseIn(folder));
  try {
    const fault = backup.damage(new Map());
    const { faults } = await verifyAll(backup, desk);
    const worse = faults.find(({ id }) => !damaged.includes(id));
    if (fault !== null || worse !== undefined)
      throw new CommandFailed(`The backup ${folder} is damaged: ${fault ?? worse?.fault} Use another one.`);
  } finally {
    backup.close();
  }
}

function sync(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
