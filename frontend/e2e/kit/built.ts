/** Runs once before all tests: they need the built server and the built page. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

// biome-ignore lint/style/noDefaultExport: Playwright asks for one
export default function checkBuilt(): void {
  for (const file of ["backend/dist/main.js", "frontend/dist/index.html"]) {
    if (!existsSync(fileURLToPath(new URL(`../../../${file}`, import.meta.url)))) {
      throw new Error(`${file} is missing: run \`npm run build\` first.`);
    }
  }
}
