/** Canaries of the smaller checks: what each is there for is planted in a small tree, and has to be found. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { findBrowser } from "./find-browser.js";
import { judgeLockfile } from "./lockfile.js";
import { judgeRules } from "./rules.js";
import { judgeSize } from "./size.js";

let tree: string;

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), "manyhands-check-"));
});

afterEach(() => {
  rmSync(tree, { recursive: true });
  vi.unstubAllEnvs();
});

function write(file: string, text: string): string {
  const path = join(tree, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe("rules and tests", () => {
  beforeEach(() => {
    write("docs/protocol.md", "- **W1** One.\n- **W2** Two.\n");
    write("docs/storage.md", "- **S1** Durable. **S2** Kept.\n");
    write("docs/architecture.md", "");
    write("backend/src/a.test.ts", `test("[W1, S1] both", () => {}); describe("[S2] a group", () => {});`);
  });

  const faultsOf = () => judgeRules(tree).faults.filter((fault) => !fault.includes("not yet due"));

  test("a rule that no title quotes is found", () => {
    expect(faultsOf()).toEqual(["W2 is stated and no test title quotes it"]);
  });

  test("a quoted rule that nobody states is found", () => {
    write("frontend/e2e/b.spec.ts", 'test(`[W2] fine`, () => {});\ntest.each([1])("[W9] %s", () => {});\n');
    expect(faultsOf()).toEqual(["frontend/e2e/b.spec.ts:2 quotes W9, which no document states"]);
  });

  test("a rule in a comment, or in any other string, is no test", () => {
    write("backend/src/b.test.ts", `// [W2] is kept\nconsole.log("[W2] is kept");\n`);
    expect(faultsOf()).toEqual(["W2 is stated and no test title quotes it"]);
  });

  test("documents that are not there are a fault, not a pass", () => {
    rmSync(join(tree, "docs"), { recursive: true });
    expect(faultsOf()).toContain("docs/protocol.md is not there");
  });
});

describe("size budget", () => {
  test("a file that is too long is found; tests may be longer", () => {
    write("backend/src/long.ts", "const a = 1;\n".repeat(401));
    write("backend/src/fine.test.ts", "const a = 1;\n".repeat(600));
    write("frontend/src/fine.tsx", "const a = 1;\n".repeat(400));
    expect(judgeSize(tree).faults).toEqual(["backend/src/long.ts has 401 lines; at most 400"]);
  });

  test("comments and blank lines cost nothing of the budget", () => {
    write("backend/src/a.ts", "/**\n * Says much.\n */\n\nconst a = 1; // here\n// and more\nconst b = 2;\n");
    write("frontend/src/a.ts", "const a = 1;\n");
    expect(judgeSize(tree).totals[0]).toMatch(/^backend\/src 2 of \d+ lines of code$/);
  });

  test("a side over its budget is found", () => {
    for (let file = 0; file < 40; file++) write(`backend/src/${file}.ts`, "const a = 1;\n".repeat(400));
    write("frontend/src/a.ts", "const a = 1;\n");
    expect(judgeSize(tree).faults).toEqual([
      expect.stringMatching(/^backend\/src has 16000 lines of code; the budget/),
    ]);
  });
});

describe("lockfile", () => {
  type Packages = Record<string, { license?: string; dev?: boolean }>;

  function faultsWith(planted: Packages): string[] {
    const real = JSON.parse(readFileSync(join(import.meta.dirname, "..", "package-lock.json"), "utf8"));
    write("package-lock.json", JSON.stringify({ packages: { ...real.packages, ...planted } }));
    return judgeLockfile(tree).faults;
  }

  test("the real one is fine", () => {
    expect(faultsWith({})).toEqual([]);
  });

  test("a second Yjs is found", () => {
    const [fault] = faultsWith({ "node_modules/other/node_modules/yjs": { license: "MIT" } });
    expect(fault).toMatch(/^yjs is installed 2 times/);
  });

  test("a second editor binding is found", () => {
    expect(faultsWith({ "node_modules/y-prosemirror": { license: "MIT" } })).toHaveLength(1);
  });

  test.each([["AGPL-3.0"], ["MIT AND GPL-3.0"], [undefined]])(
    "licence %s is found in production only",
    (license) => {
      const entry = license === undefined ? {} : { license };
      expect(faultsWith({ "node_modules/planted": entry })).toHaveLength(1);
      expect(faultsWith({ "node_modules/planted": { ...entry, dev: true } })).toEqual([]);
    },
  );

  test("of two licences to choose from, a free one is enough", () => {
    expect(faultsWith({ "node_modules/planted": { license: "(GPL-3.0 OR MIT)" } })).toEqual([]);
  });
});

describe("finding a browser", () => {
  function executable(file: string): string {
    const path = write(file, "#!/bin/sh\n");
    chmodSync(path, 0o755);
    return path;
  }

  test("$CHROME wins", () => {
    const chrome = executable("somewhere/chrome");
    vi.stubEnv("CHROME", chrome);
    expect(findBrowser()).toBe(chrome);
  });

  test("a $CHROME that is not there is said, not passed over", () => {
    vi.stubEnv("CHROME", join(tree, "nowhere"));
    expect(findBrowser).toThrow(/CHROME is set to .*nowhere, which cannot be executed/);
  });

  test("without Playwright's own, one on the PATH is found; Chromium before Chrome", () => {
    vi.stubEnv("CHROME", "");
    vi.stubEnv("PLAYWRIGHT_BROWSERS_PATH", join(tree, "none"));
    executable("bin/google-chrome");
    const chromium = executable("other/chromium");
    vi.stubEnv("PATH", `${join(tree, "bin")}:${join(tree, "other")}`);
    expect(findBrowser()).toBe(chromium);
  });
});
