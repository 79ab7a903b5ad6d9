/**
 * What the lockfile must be: exactly one Yjs (two of them break documents silently), one editor binding, and
 * nothing in production under a licence that would bind those who run or change Manyhands.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const onlyOnce = ["yjs", "y-protocols", "lib0", "prosemirror-model", "react"];
const neverTogether = ["y-prosemirror", "@tiptap/y-tiptap"];
const free = new Set([
  "MIT",
  "MIT-0",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "OFL-1.1",
]);
const alsoFree = new Set(["Unlicense", "CC0-1.0", "BlueOak-1.0.0", "Python-2.0", "PSF-2.0", "Zlib"]);

/** Returns { production: number of packages, faults }. */
export function judgeLockfile(root) {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const installed = Object.entries(packages).filter(
    ([path, { link }]) => path.includes("node_modules/") && !link,
  );
  const places = (name) =>
    installed.filter(([path]) => path.endsWith(`node_modules/${name}`)).map(([path]) => path);
  const faults = [];
  for (const name of onlyOnce) {
    const found = places(name);
    if (found.length !== 1) faults.push(`${name} is installed ${found.length} times: ${found.join(", ")}`);
  }
  if (neverTogether.every((name) => places(name).length > 0)) {
    faults.push(`${neverTogether.join(" and ")} are both installed; one editor binding is enough`);
  }
  const production = installed.filter(([, entry]) => !entry.dev);
  for (const [path, entry] of production) {
    const licence = entry.license ?? licenceOnDisk(join(root, path));
    if (!isFree(licence)) faults.push(`${path} is under ${licence ?? "no stated licence"}`);
  }
  if (production.length === 0) faults.push("no production packages found");
  return { production: production.length, faults };
}

/** Of "A OR B" one is enough, of "A AND B" both are needed. */
function isFree(licence) {
  if (typeof licence !== "string") return false;
  const bare = licence.replace(/[()]/g, "");
  return bare
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((id) => free.has(id) || alsoFree.has(id)));
}

function licenceOnDisk(folder) {
  const file = join(folder, "package.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")).license ?? null) : null;
}
