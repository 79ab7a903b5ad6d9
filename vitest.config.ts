import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "backend",
          include: ["backend/src/**/*.test.ts", "backend/test/**/*.test.ts", "scripts/**/*.test.ts"],
          pool: "forks",
          // Worker threads of the server are TypeScript too when tests run from source.
          execArgv: ["--import", "tsx", "--disable-warning=ExperimentalWarning"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { conditions: ["manyhands-source"] },
        ssr: { resolve: { conditions: ["manyhands-source", "module", "node", "development|production"] } },
        test: {
          name: "frontend",
          include: ["frontend/src/**/*.test.{ts,tsx}", "frontend/playground/**/*.test.ts"],
          environment: "node",
        },
      },
    ],
  },
});
