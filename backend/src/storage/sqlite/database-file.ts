/** Where everything is. */
import { join } from "node:path";

export const databaseIn = (dataDir: string) => join(dataDir, "manyhands.db");
