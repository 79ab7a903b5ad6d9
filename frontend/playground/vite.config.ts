/** `npm run playground`: the playground on this machine only. It is no part of the product's build. */
import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  publicDir: "../public",
  cacheDir: "../../node_modules/.cache/playground",
  plugins: [react()],
  resolve: {
    conditions: ["manyhands-source", ...defaultClientConditions],
    // Two copies of Yjs break every instanceof in it.
    dedupe: ["yjs", "react", "react-dom"],
  },
  server: { host: "127.0.0.1", port: 3100 },
  preview: { host: "127.0.0.1" },
  build: { target: "es2023", chunkSizeWarningLimit: 2_000 },
});
