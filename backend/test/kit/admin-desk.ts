/** What an admin command is given, in this process: what it says is kept, and it can be stopped at any pause. */
import { resolve } from "node:path";
import { type Desk, Interrupted, Progress } from "../../src/admin/desk.js";

export class AdminDesk implements Desk {
  readonly dataDir: string;
  readonly said: string[] = [];
  readonly shown: string[] = [];
  readonly progress = new Progress((text) => this.shown.push(text), false);
  /** From which pause on it is interrupted. */
  stopAtPause = Infinity;
  #pauses = 0;

  constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  readonly resolve = (folder: string) => resolve(folder);

  readonly say = (line: string) => {
    this.said.push(line);
  };

  readonly pause = async () => {
    this.#pauses += 1;
    if (this.#pauses >= this.stopAtPause) throw new Interrupted("Stopped.");
  };
}
