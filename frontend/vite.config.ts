/**
 * Builds the page into dist/ with hashed names, and serves it in development with the API behind a proxy.
 * What both sides share (protocol, schema) is taken from the backend's TypeScript source, never from a build.
 */
import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig, type Plugin } from "vite";

const server = `http://127.0.0.1:${process.env.PORT ?? 3000}`;

/** The two faces the first screen is set in; the others come with a document, or when something uses them. */
const firstFonts = /(source-serif-4-latin-opsz-normal|inter-latin-wght-normal)-[^/]+\.woff2$/;

/** Asks for the first fonts before the style sheet that names them has arrived. */
function preloadFonts(): Plugin {
  return {
    name: "preload-fonts",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_html, context) =>
        Object.keys(context.bundle ?? {})
          .filter((name) => firstFonts.test(name))
          .map((name) => ({
            tag: "link",
            attrs: { rel: "preload", as: "font", type: "font/woff2", href: `/${name}`, crossorigin: "" },
            injectTo: "head-prepend" as const,
          })),
    },
  };
}

export default defineConfig({
  plugins: [react(), preloadFonts()],
  resolve: {
    conditions: ["manyhands-source", ...defaultClientConditions],
    // Two copies of Yjs break every instanceof in it.
    dedupe: ["yjs", "react", "react-dom"],
  },
  server: {
    proxy: {
      "/api": server,
      "/healthz": server,
      "/collab": { target: server, ws: true },
    },
  },
  build: {
    outDir: "dist",
    sourcemap: false,
    target: "es2023",
    // The document's page is one chunk of 660 kB (210 kB gzipped), most of it ProseMirror and Yjs: nothing in it
    // is of use without the rest, and the list does not load it. What outgrows this has earned the warning.
    chunkSizeWarningLimit: 750,
  },
});
