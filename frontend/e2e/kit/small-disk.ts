/** A real file system in memory that a test can fill up under a running server. Mounting it takes root. */
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class SmallDisk {
  readonly path: string;
  readonly #filler: string;

  /** Throws where it cannot be mounted. */
  constructor() {
    this.path = mkdtempSync(join(tmpdir(), "manyhands-e2e-disk-"));
    this.#filler = join(this.path, "filler");
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", this.path], { stdio: "pipe" });
  }

  fillUp(): void {
    const file = openSync(this.#filler, "w");
    for (const size of [64 * 1024, 1]) {
      try {
        for (;;) writeSync(file, Buffer.alloc(size));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    }
    closeSync(file);
  }

  makeRoom(): void {
    rmSync(this.#filler);
  }

  remove(): void {
    execFileSync("umount", ["-l", this.path]);
    rmSync(this.path, { recursive: true });
  }
}
