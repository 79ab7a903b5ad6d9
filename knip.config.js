/** Dead code: files, exports and dependencies that nothing uses. Stylesheets count as users of what they url(). */
const urls = /url\("([^"/.][^"]*)"\)/g;

export default {
  ignoreExportsUsedInFile: { interface: true, type: true },
  compilers: {
    css: (text) => [...text.matchAll(urls)].map((match) => `import "${match[1]}";`).join("\n"),
  },
  workspaces: {
    ".": {
      entry: ["scripts/{ensure,check,test}.js", "scripts/*.test.ts"],
      project: ["scripts/*.js", "scripts/*.test.ts"],
    },
    backend: {
      entry: [
        "src/{admin,storage/sqlite/sqlite-thread,rooms/compaction/folding}.ts",
        "src/**/*.test.ts",
        "test/**/*.test.ts",
      ],
      project: ["src/**/*.ts", "test/**/*.ts"],
    },
    frontend: {
      // Of the system, for tests that fill up a disk of their own.
      ignoreBinaries: ["mount", "umount"],
      entry: [
        "src/**/*.test.{ts,tsx}",
        "e2e/**/*.spec.ts",
        "{pictures.config,e2e/pictures}.ts",
        "bench/{run-bench,page}.ts",
        "playground/{main.tsx,vite.config.ts,*.test.ts}",
      ],
      project: ["src/**/*.{ts,tsx,css}", "{test,e2e,bench}/**/*.ts", "playground/**/*.{ts,tsx,css}"],
    },
  },
};
