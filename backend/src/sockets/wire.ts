/** WebSocket frames, written by hand: a flush is framed once and the same bytes go to every socket. */

const binaryFinal = 0x82;

/** One unmasked binary WebSocket message per frame (W2), in one buffer. */
export function wireForm(frames: readonly Uint8Array[]): Buffer {
  const size = frames.reduce((sum, frame) => sum + headerBytes(frame.byteLength) + frame.byteLength, 0);
  const wire = Buffer.allocUnsafe(size);
  let at = 0;
  for (const frame of frames) {
    at = writeHeader(wire, at, frame.byteLength);
    wire.set(frame, at);
    at += frame.byteLength;
  }
  return wire;
}

function headerBytes(length: number): number {
  if (length < 126) return 2;
  return length < 65_536 ? 4 : 10;
}

/** RFC 6455, 5.2. Returns where the payload begins. */
function writeHeader(wire: Buffer, at: number, length: number): number {
  wire[at] = binaryFinal;
  if (length < 126) {
    wire[at + 1] = length;
    return at + 2;
  }
  if (length < 65_536) {
    wire[at + 1] = 126;
    return wire.writeUInt16BE(length, at + 2);
  }
  wire[at + 1] = 127;
  return wire.writeBigUInt64BE(BigInt(length), at + 2);
}
