/**
 * Real disks that a test can make fail under a running server. They need root: where they cannot be had, `missing` says
 * why, and the tests that want them fail in CI and are skipped elsewhere.
 */
import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { stdio: ["ignore", "pipe", "pipe"] })
    .toString()
    .trim();

const MiB = 1024 * 1024;

export interface SmallDisk {
  /** Where it is mounted. */
  readonly path: string;
  /** From now on nothing new can be written. */
  breaks(): void;
  mends(): void;
  remove(): void;
}

/** A file system in memory that fills up: ENOSPC at the write. */
export function fullDisk(): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), "manyhands-full-"));
  run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", path);
  const filler = join(path, "filler");
  return {
    path,
    breaks: () => fill(filler),
    mends: () => rmSync(filler),
    remove: () => {
      run("umount", "-l", path);
      rmSync(path, { recursive: true });
    },
  };
}

/** A disk that promises more room than there is behind it: the write works, and fsync fails with EIO. */
export function thinDisk(): SmallDisk {
  const disk = imageOn(12, "mkfs.ext2", []);
  const filler = join(disk.behind, "filler");
  const breaks = () => {
    // What has a place behind it stays writable.
    run("sync");
    fill(filler);
  };
  return { ...disk, breaks, mends: () => rmSync(filler) };
}

/** A file system that has met a fault and is read-only from then on: EROFS, until it is repaired and mounted anew. */
export function readOnlyDisk(): SmallDisk {
  const disk = imageOn(40, "mkfs.ext4", ["-o", "errors=remount-ro"]);
  return {
    ...disk,
    breaks: () => writeFileSync(`/sys/fs/ext4/${basename(disk.device)}/trigger_fs_error`, "1"),
    mends: () => {
      throw new Error("what is read-only after a fault stays so while it is in use");
    },
  };
}

function imageOn(behindMiB: number, mkfs: string, options: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "manyhands-disk-"));
  const [behind, path] = [join(folder, "behind"), join(folder, "disk")];
  for (const each of [behind, path]) mkdirSync(each);
  run("mount", "-t", "tmpfs", "-o", `size=${behindMiB}m`, "tmpfs", behind);
  const image = join(behind, "image");
  run("truncate", "-s", `${32 * MiB}`, image);
  run(mkfs, "-q", image);
  const device = run("losetup", "-f", "--show", image);
  run("mount", ...options, device, path);
  const remove = () => {
    run("umount", "-l", path);
    run("losetup", "-d", device);
    run("umount", "-l", behind);
    rmSync(folder, { recursive: true });
  };
  return { path, behind, device, remove };
}

function fill(path: string): void {
  const file = openSync(path, "w");
  try {
    for (const size of [64 * 1024, 1]) {
      try {
        for (;;) writeSync(file, Buffer.alloc(size));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    }
  } finally {
    closeSync(file);
  }
}

/** Why `make` does not work on this machine, in words; null where it does. */
export function missing(make: () => SmallDisk): string | null {
  try {
    make().remove();
    return null;
  } catch (error) {
    const { stderr, message } = error as { stderr?: Buffer; message: string };
    return `This test mounts a disk of its own, which takes root (${(stderr?.toString() || message).trim()}).`;
  }
}
