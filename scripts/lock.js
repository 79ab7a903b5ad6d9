/**
 * One process at a time may install or build. The lock is a file that its holder touches every second; it is
 * taken over once nobody has touched it for a while, so a killed process never blocks the next one for long.
 * Process ids are not used: in containers that share a folder they mean nothing.
 */
import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const touchMs = 1_000;
const abandonedMs = 10_000;

/** Runs `work` while holding the lock. `waiting` is called once where somebody else holds it. */
export async function withLock(file, waiting, work) {
  const token = randomUUID();
  await acquire(file, token, waiting);
  const touch = setInterval(() => {
    const now = new Date();
    utimesSync(file, now, now);
  }, touchMs);
  const release = () => {
    clearInterval(touch);
    if (look(file)?.token === token) rmSync(file, { force: true });
  };
  const end = (signal) => {
    release();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.once("SIGINT", end).once("SIGTERM", end);
  try {
    return await work();
  } finally {
    process.off("SIGINT", end).off("SIGTERM", end);
    release();
  }
}

async function acquire(file, token, waiting) {
  mkdirSync(dirname(file), { recursive: true });
  let seen = null;
  let seenSince = performance.now();
  let told = false;
  while (!create(file, token)) {
    if (!told) waiting();
    told = true;
    const holder = look(file);
    if (holder?.token !== seen?.token || holder?.touched !== seen?.touched) {
      seen = holder;
      seenSince = performance.now();
    } else if (performance.now() - seenSince > abandonedMs) {
      rmSync(file, { force: true });
      continue;
    }
    await pause(250);
  }
}

function create(file, token) {
  try {
    writeFileSync(file, token, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** null where there is no lock: it was released between two looks. */
function look(file) {
  try {
    return { token: readFileSync(file, "utf8"), touched: statSync(file).mtimeMs };
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}
