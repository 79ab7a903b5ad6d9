/** The frames of a write-ahead log, read without SQLite, which silently ends at the first that does not fit. */
import { existsSync, readFileSync } from "node:fs";

export interface Frame {
  readonly page: number;
  readonly bytes: Buffer;
  /** Ends a transaction. */
  readonly commit: boolean;
  /** The chain of checksums holds up to here, so that SQLite reads it. */
  readonly sound: boolean;
  /** Of the same generation as the file's header; others are what an earlier one left behind. */
  readonly current: boolean;
}

/**
 * sound: all there is to read, though a transaction at the end may be unfinished.
 * torn: the last transaction does not add up. That is what a power cut leaves of one that nobody was told of, and
 * what damage makes of one that somebody was.
 * damaged: later transactions follow one that does not add up, and they began only when that was on the disk.
 */
export type WalState = "none" | "sound" | "torn" | "damaged";

const headerBytes = 32;
const frameHeaderBytes = 24;

export function stateOf(frames: readonly Frame[]): WalState {
  if (frames.length === 0) return "none";
  const bad = frames.findIndex(({ sound }) => !sound);
  const rest = bad < 0 ? [] : frames.slice(bad).filter(({ current }) => current);
  if (rest.length === 0) return "sound";
  return rest.slice(0, -1).some(({ commit }) => commit) ? "damaged" : "torn";
}

/** Every frame in the file, whether it fits or not. */
export function readFrames(path: string): Frame[] {
  const file = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  if (file.length < headerBytes + frameHeaderBytes) return [];
  const littleEndian = (file.readUInt32BE(0) & 1) === 0;
  const pageBytes = pageBytesOf(file.readUInt32BE(8));
  let sums = checksum(file.subarray(0, 24), [0, 0], littleEndian);
  let sound = sums[0] === file.readUInt32BE(24) && sums[1] === file.readUInt32BE(28);
  // With a damaged header the first frame is as good a witness of the generation.
  const salts = file.subarray(sound ? 16 : headerBytes + 8, sound ? 24 : headerBytes + 16);
  const frames: Frame[] = [];
  for (let at = headerBytes; at + frameHeaderBytes + pageBytes <= file.length; ) {
    const head = file.subarray(at, at + frameHeaderBytes);
    const bytes = file.subarray(at + frameHeaderBytes, at + frameHeaderBytes + pageBytes);
    const current = head.subarray(8, 16).equals(salts);
    sums = checksum(bytes, checksum(head.subarray(0, 8), sums, littleEndian), littleEndian);
    sound &&= current && sums[0] === head.readUInt32BE(16) && sums[1] === head.readUInt32BE(20);
    frames.push({ page: head.readUInt32BE(0), bytes, commit: head.readUInt32BE(4) !== 0, sound, current });
    at += frameHeaderBytes + pageBytes;
  }
  return frames;
}

const pageBytesOf = (value: number) => (value >= 512 && value <= 65536 && value % 512 === 0 ? value : 4096);

/** SQLite's own: two sums over pairs of words. */
function checksum(bytes: Buffer, [a, b]: [number, number], littleEndian: boolean): [number, number] {
  let s0 = a;
  let s1 = b;
  for (let at = 0; at < bytes.length; at += 8) {
    const first = littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    const second = littleEndian ? bytes.readUInt32LE(at + 4) : bytes.readUInt32BE(at + 4);
    s0 = (s0 + first + s1) >>> 0;
    s1 = (s1 + second + s0) >>> 0;
  }
  return [s0, s1];
}
