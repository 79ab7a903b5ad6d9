/** A document's content as a file, made by the server: it holds every edit that the server has acknowledged. */
import type { SnapshotFormat } from "@manyhands/backend/protocol/rest";
import { request } from "./client.js";

/** Resolves with the whole file. Rejects as `request` does. */
export async function readSnapshot(id: string, format: SnapshotFormat): Promise<Blob> {
  const response = await request(snapshotPath(id, format));
  return await response.blob();
}

function snapshotPath(id: string, format: SnapshotFormat): string {
  return `/api/documents/${encodeURIComponent(id)}/snapshot?format=${format}`;
}
