import { describe, expect, test } from "vitest";
import { httpKit, id } from "../../test/kit/http-kit.js";
import { purgeDocument, purgeOldTrash, trashMs } from "./purge.js";

async function withTrash(names: readonly string[], at: number) {
  const kit = httpKit();
  for (const name of names) {
    await kit.asJson("POST", "/api/documents", { id: name, title: name });
    await kit.catalog.setTrashed(id(name), at);
  }
  return kit;
}

describe("purgeOldTrash", () => {
  test("deletes what is 30 days old, and nothing younger", async () => {
    const kit = await withTrash(["old"], 1000);
    await kit.asJson("POST", "/api/documents", { id: "young", title: "Y" });
    await kit.catalog.setTrashed(id("young"), 1002);
    expect(await purgeOldTrash(1001 + trashMs, kit)).toBe(1);
    expect(await kit.catalog.find(id("old"))).toBe("purged");
    expect((await kit.storage.load(id("old"))).log).toEqual([]);
    expect(await kit.catalog.find(id("young"))).toMatchObject({ title: "Y" });
  });

  test("goes on past the hundred that the catalog gives at once", async () => {
    const kit = await withTrash(
      Array.from({ length: 205 }, (_, i) => `d${i}`),
      1,
    );
    expect(await purgeOldTrash(2 + trashMs, kit)).toBe(205);
  });

  test("one that fails does not keep the others, and is done next time", async () => {
    const kit = await withTrash(["a", "b", "c"], 1);
    const remove = kit.storage.remove.bind(kit.storage);
    kit.storage.remove = (name) => (name === "b" ? Promise.reject(new Error("disk")) : remove(name));
    expect(await purgeOldTrash(2 + trashMs, kit)).toBe(2);
    expect(await kit.catalog.find(id("b"))).toMatchObject({ trashedAt: 1 });
    kit.storage.remove = remove;
    expect(await purgeOldTrash(2 + trashMs, kit)).toBe(1);
  });

  test("what was taken out of the trash meanwhile stays", async () => {
    const kit = await withTrash(["a"], 1);
    const listed = await kit.catalog.trashedBefore(2);
    await kit.catalog.setTrashed(id("a"), null);
    kit.catalog.trashedBefore = async () => listed;
    expect(await purgeOldTrash(2 + trashMs, kit)).toBe(0);
    expect((await kit.storage.load(id("a"))).log).not.toEqual([]);
  });
});

test("an export that opens the document during the purge leaves nothing behind", async () => {
  const kit = await withTrash(["a"], 1);
  const remove = kit.storage.remove.bind(kit.storage);
  let reopened = false;
  kit.storage.remove = async (name) => {
    if (!reopened) {
      reopened = true;
      await kit.rooms.read(name, () => {});
    }
    await remove(name);
  };
  expect(await purgeDocument(id("a"), kit)).toBe("purged");
  await expect(kit.rooms.read(id("a"), () => {})).rejects.toThrow();
  await kit.rooms.close();
  expect(await kit.storage.load(id("a"))).toEqual({ snapshot: null, through: 0, log: [] });
});
