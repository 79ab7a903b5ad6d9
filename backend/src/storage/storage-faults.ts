/**
 * What may go wrong underneath the two seams, by name. Everyday outcomes are values of `Storage` and `Catalog`;
 * these are faults, and each message is a sentence that stands on its own.
 */

/** The data folder cannot be used. The message says why and what to do; print it, without a stack, and exit. */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
}

/** What is stored of this document does not match its checksums. Nothing was changed, and other documents are served. */
export class DamagedDocument extends Error {
  override readonly name = "DamagedDocument";
}

/** The call had no effect: the disk or the engine failed (`cause`), or the storage is closed. */
export class StorageFailed extends Error {
  override readonly name = "StorageFailed";
}
