/**
 * What a row's checksum is: a CRC-32 over its bytes and its place, so that a row that has come to stand for another is
 * noticed, and so that a row found anywhere in a damaged file proves by itself what it is.
 */
import { crc32 } from "node:zlib";
import type { DocumentRecord } from "../catalog.js";
import type { Seq } from "../storage.js";

export function entryChecksum(
  document: number,
  seq: Seq,
  at: number,
  author: string | null,
  bytes: Uint8Array,
): number {
  const place = `${document} ${seq} ${at} ${author === null ? "guest" : `user ${author}`}`;
  return crc32(place, crc32(bytes));
}

export function snapshotChecksum(document: number, through: Seq, bytes: Uint8Array): number {
  return crc32(`${document} ${through}`, crc32(bytes));
}

export function documentChecksum(number: number, id: string, length: Seq): number {
  return crc32(JSON.stringify([number, id, length]));
}

export function recordChecksum(record: DocumentRecord, number: number): number {
  const { id, kind, title, excerpt, createdAt, updatedAt, trashedAt } = record;
  return crc32(JSON.stringify([id, kind, title, excerpt, createdAt, updatedAt, trashedAt, number]));
}
