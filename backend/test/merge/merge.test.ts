import { describe, expect, it } from "vitest";
import { Flow } from "../../src/schema/flow/flow.js";
import { pageSchema } from "../../src/schema/page-schema.js";
import { caseGroups } from "./all-cases.js";
import { anomalies } from "./anomalies.js";
import { judge, type MergeCase, type Scene, wordsOf } from "./merge-case.js";
import { docs, readRows, writeTables } from "./merge-table.js";
import { outline } from "./outline.js";
import { orders, runCase } from "./run-case.js";

/** Everybody sees the same, valid page, and it is what the flow says. */
function outcomes(scene: Scene): string[][] {
  return orders.flatMap((order) =>
    (["A", "B"] as const).map((lower) => {
      const { pages, docs } = runCase(scene, "ours", order, lower);
      const said = pages.map((page) => JSON.stringify(page));
      expect(new Set(said).size, `${order}, lower id: ${lower}`).toBe(1);
      for (const page of pages) page.check();
      for (const doc of docs) {
        expect(JSON.stringify(new Flow(doc, pageSchema).drawing.doc)).toBe(said[0]);
      }
      return outline(pages[0]!);
    }),
  );
}

describe("[P2] merging", () => {
  for (const [group, cases] of Object.entries(caseGroups)) {
    describe(group, () => {
      for (const test of cases) it(test.name, () => expectRight(test));
    });
  }

  describe("accepted", () => {
    for (const anomaly of anomalies) {
      it(anomaly.name, () => {
        const all = outcomes(anomaly);
        const accepted = anomaly.results.map((result) => JSON.stringify(result));
        const seen = new Set(all.map((result) => JSON.stringify(result)));
        expect([...seen].sort()).toEqual([...accepted].sort());
      });
    }
  });

  it("has names that stand for one case", () => {
    const names = [...Object.values(caseGroups).flat(), ...anomalies].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(200);
  });

  it("starts with words that stand once", () => {
    for (const { name, start } of Object.values(caseGroups).flat()) {
      const words = wordsOf(start);
      for (const word of words)
        expect(
          words.filter((one) => one.includes(word)),
          name,
        ).toHaveLength(1);
    }
  });

  it("is told in docs/merging.md as it is: `npm run merge:table -- --write`", () => {
    expect(docs.page).toBe(docs.with(writeTables(readRows())));
  }, 600_000);
});

function expectRight(test: MergeCase): void {
  for (const order of orders) {
    for (const lower of ["A", "B"] as const) {
      const { pages } = runCase(test, "ours", order, lower);
      const [first] = pages;
      expect({ order, lower, verdict: judge(first!, test), page: outline(first!) }).toMatchObject({
        verdict: "kept",
      });
    }
  }
  outcomes(test);
}
