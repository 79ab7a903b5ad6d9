/** The process's environment together with the file `.env`, and the folder that relative paths in it count from. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder, from `src` and from `dist` alike. */
export const projectFolder = fileURLToPath(new URL("../../", import.meta.url));

export function environment(): NodeJS.ProcessEnv {
  const file = join(projectFolder, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  return process.env;
}
