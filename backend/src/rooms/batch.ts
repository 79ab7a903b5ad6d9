/**
 * Frames that leave together. Immutable, shared by every peer of a flush; a transport keeps its wire form
 * on it, so that a flush is framed once however many peers receive it.
 */
export class Batch {
  readonly frames: readonly Uint8Array[];
  readonly byteLength: number;
  #wire: unknown;

  constructor(frames: readonly Uint8Array[]) {
    this.frames = frames;
    this.byteLength = frames.reduce((sum, frame) => sum + frame.byteLength, 0);
  }

  /** The value `make` returned the first time; each process uses one transport per batch form. */
  wire<T>(make: (frames: readonly Uint8Array[]) => T): T {
    this.#wire ??= make(this.frames);
    return this.#wire as T;
  }
}
