/** `npm run admin` in a process of its own, from source. */
import { OwnProcess } from "./own-process.js";

export class AdminProgram extends OwnProcess {
  constructor(dataDir: string, words: readonly string[]) {
    super("admin.ts", words, { DATA_DIR: dataDir });
  }
}
