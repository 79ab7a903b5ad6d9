/** The browser's WebSocket, overheard: what leaves on it is told before it does. */
export function countedSocket(opened: () => void, sends: (frame: Uint8Array) => void): typeof WebSocket {
  return class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      opened();
    }
    override send(data: Parameters<WebSocket["send"]>[0]): void {
      if (data instanceof Uint8Array) sends(data);
      super.send(data);
    }
  };
}
