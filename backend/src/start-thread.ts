/** Starts a worker thread from a module of ours, of the built program or straight from the TypeScript source. */
import { extname } from "node:path";
import { Worker, type WorkerOptions } from "node:worker_threads";

const extension = extname(new URL(import.meta.url).pathname);

/** `module` is the file without its extension: `new URL("./folding", import.meta.url)`. */
export function startThread(module: URL, options: WorkerOptions): Worker {
  const entry = new URL(`${module.href}${extension}`);
  return new Worker(extension === ".ts" ? throughTsx(entry) : entry, options);
}

/** For tests and `npm run dev`: on Node 20 a thread does not take tsx over from the process, and has to ask for it. */
function throughTsx(entry: URL): URL {
  const tsx = JSON.stringify(import.meta.resolve("tsx/esm/api"));
  const code = `import { register } from ${tsx}; register(); await import(${JSON.stringify(entry.href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
