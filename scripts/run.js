/** Child processes of the scripts: output goes straight to the terminal, Ctrl-C reaches them through it. */
import { spawn } from "node:child_process";
import { basename, join } from "node:path";
import { root } from "./fingerprint.js";

/** Resolves with the exit code; a death by signal counts as 1. Rejects only where the command cannot be started. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

/** The npm that runs us, or else the one on the PATH. */
export function npm(args, options) {
  const own = process.env.npm_execpath;
  if (own !== undefined && /^np[mx]-cli\.js$/.test(basename(own))) {
    return run(process.execPath, [join(own, "..", "npm-cli.js"), ...args], options);
  }
  return run("npm", args, { shell: process.platform === "win32", ...options });
}

/** A tool of ours in `node_modules`, by its bin name. */
export function tool(name, args, options) {
  const file = join(root, "node_modules", ".bin", process.platform === "win32" ? `${name}.cmd` : name);
  return run(file, args, { shell: process.platform === "win32", ...options });
}
