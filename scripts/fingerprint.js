/**
 * What an installation and a build were made from, as a hash. Two equal fingerprints mean there is nothing
 * to do. Node built-ins only: this runs before anything is installed.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..");
export const installStamp = join(root, "node_modules", ".manyhands-install");
export const buildStamp = join(root, "backend", "dist", ".manyhands-build");

/** Native modules are built for one ABI and one platform, so these count beside the lockfile. */
export function installFingerprint() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update([process.versions.modules, process.platform, process.arch].join(" "))
    .digest("hex");
}

/** Everything that ends up in `backend/dist` and `frontend/dist`; tests do not. */
export function buildFingerprint() {
  const hash = createHash("sha256").update(installFingerprint());
  for (const file of ["tsconfig.json", ...buildInputs("backend"), ...buildInputs("frontend")]) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

export function isInstalled() {
  return readStamp(installStamp) === installFingerprint();
}

export function isBuilt() {
  return (
    existsSync(join(root, "frontend", "dist", "index.html")) && readStamp(buildStamp) === buildFingerprint()
  );
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

const notBuilt = /\.(test|spec)\.tsx?$|\.contract\.ts$|^playwright\.config\.ts$|^tsconfig\.test\.json$/;

/** A workspace's own files, its `src/` and its `public/`, relative to the root, in a fixed order. */
function buildInputs(workspace) {
  const own = filesIn(workspace, false);
  return [...own, ...filesIn(`${workspace}/src`, true), ...filesIn(`${workspace}/public`, true)];
}

function filesIn(folder, deep) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.isDirectory()) return deep ? filesIn(`${folder}/${entry.name}`, true) : [];
      if (notBuilt.test(entry.name) || entry.name.endsWith(".tsbuildinfo")) return [];
      return [`${folder}/${entry.name}`];
    });
}
