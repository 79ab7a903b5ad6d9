/** Child processes of the scripts: output goes straight to the terminal, Ctrl-C reaches them through it. */
import { spawn } from "node:child_process";
import { basename, join } from "node:path";
import { root } from "./fingerprint.js";

const onWindows = process.platform === "win32";

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
  return run("npm", args, { shell: onWindows, ...options });
}

/** A tool of ours in `node_modules`, by its bin name. */
export function tool(name, args, options) {
  return run(toolFile(name), args, { shell: onWindows, ...options });
}

/** Like `tool`, but resolves with { code, output } and shows nothing. */
export function captureTool(name, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(toolFile(name), args, {
      cwd: root,
      shell: onWindows,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.stderr.on("data", (chunk) => chunks.push(chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

function toolFile(name) {
  return join(root, "node_modules", ".bin", onWindows ? `${name}.cmd` : name);
}
