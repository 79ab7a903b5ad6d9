/** A data folder of our first version, opened by the program of today: nobody sees a difference, and it is done once. */
import { afterEach, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { exportPage, type PageFormat } from "../src/formats/snapshot.js";
import { createLog } from "../src/log.js";
import type { DocumentId } from "../src/protocol/document-id.js";
import { needsConversion, readPage } from "../src/schema/page.js";
import { openSqlite } from "../src/storage/sqlite/open-sqlite.js";
import { docOf, oldPage } from "./kit/old-page.js";
import { Person } from "./kit/person.js";
import { endPrograms, newDataDir, Program } from "./kit/program.js";
import { until } from "./kit/until.js";

vi.setConfig({ testTimeout: 240_000 });
afterEach(endPrograms);

const formats: readonly PageFormat[] = ["json", "html", "markdown", "text"];
const writtenAt = 1_700_000_000_000;

async function folderOf(ids: readonly string[], updates: readonly Uint8Array[], folded = 0): Promise<string> {
  const dataDir = newDataDir();
  const { storage, catalog, close } = await openSqlite({ dataDir, log: createLog("silent") });
  for (const id of ids as DocumentId[]) {
    await catalog.create({ id, kind: "page", title: "Beds", at: writtenAt });
    await storage.append(updates.map((update) => ({ id, update, at: writtenAt, author: null })));
    if (folded > 0) await storage.compact(id, Y.mergeUpdates(updates.slice(0, folded)), folded);
  }
  await close();
  return dataDir;
}

async function look(dataDir: string, ids: readonly string[]) {
  const { storage, catalog, close } = await openSqlite({ dataDir, log: createLog("silent") });
  const found = [];
  for (const id of ids as readonly DocumentId[]) {
    const { snapshot, through, log } = await storage.load(id);
    const doc = docOf([...(snapshot === null ? [] : [snapshot]), ...log.map(({ update }) => update)]);
    found.push({ id, entries: through + log.length, doc, record: await catalog.find(id) });
  }
  await close();
  return found;
}

async function stopped(program: Program): Promise<void> {
  program.signal("SIGTERM");
  expect(await program.end()).toBe(0);
}

it.each([
  ["a log", 0],
  ["a snapshot and a log", 3],
])("%s of the stock binding: the same exports, one entry more, once", async (_what, folded) => {
  const { updates } = oldPage();
  const before = readPage(docOf(updates));
  const dataDir = await folderOf(["old"], updates, folded);
  for (const start of ["first", "second"]) {
    const program = await new Program({ DATA_DIR: dataDir }).listening();
    const stock = await new Person(program.collabUrl, "old").arrived();
    for (const format of formats) {
      const answer = await fetch(`${program.url}/api/documents/old/snapshot?format=${format}`);
      expect(await answer.text(), `${format} at the ${start} start`).toBe(exportPage(before, format).body);
    }
    expect(readPage(stock.doc)).toEqual(before);
    expect([needsConversion(stock.doc), stock.doc.getXmlFragment("default").length]).toEqual([false, 0]);
    stock.leave();
    await stopped(program);
    const [kept] = await look(dataDir, ["old"]);
    expect(kept).toMatchObject({
      entries: updates.length + 1,
      record: { updatedAt: writtenAt, title: "Beds" },
    });
    expect(kept && readPage(kept.doc)).toEqual(before);
  }
});

it("[P1] kill -9 among many conversions leaves each page as it was or converted, and never a mix", async () => {
  const { updates } = oldPage();
  const before = readPage(docOf(updates));
  const ids = Array.from({ length: 60 }, (_, i) => `old${i}`);
  const dataDir = await folderOf(ids, updates);
  const program = await new Program({ DATA_DIR: dataDir }).listening();
  let answers = 0;
  const asked = ids.map(async (id) => {
    await fetch(`${program.url}/api/documents/${id}.json`).then((answer) => answer.text());
    answers++;
  });
  void Promise.allSettled(asked);
  await until(() => answers > 0, "the first page is read");
  program.signal("SIGKILL");
  await program.end();
  let converted = 0;
  for (const { id, entries, doc } of await look(dataDir, ids)) {
    const isOld = needsConversion(doc);
    expect(entries, id).toBe(updates.length + (isOld ? 0 : 1));
    expect(doc.getXmlFragment("default").length > 0, id).toBe(isOld);
    expect(readPage(doc), id).toEqual(before);
    if (!isOld) converted++;
  }
  expect(converted).toBeGreaterThan(0);
  console.info(`${converted} of ${ids.length} pages were converted when the program was killed`);
});
