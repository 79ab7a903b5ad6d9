/** Starts the storage thread's code, from the built program or straight from the TypeScript source. */
import { extname } from "node:path";
import { Worker } from "node:worker_threads";

export function startWorker(dataDir: string): Worker {
  const extension = extname(new URL(import.meta.url).pathname);
  const entry = new URL(`./sqlite-thread${extension}`, import.meta.url);
  return new Worker(extension === ".ts" ? throughTsx(entry) : entry, { workerData: { dataDir } });
}

/** For tests and `npm run dev`: on Node 20 a thread does not take tsx over from the process, and has to ask for it. */
function throughTsx(entry: URL): URL {
  const tsx = JSON.stringify(import.meta.resolve("tsx/esm/api"));
  const code = `import { register } from ${tsx}; register(); await import(${JSON.stringify(entry.href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
