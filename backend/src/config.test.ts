import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { InvalidConfig, readConfig, variables } from "./config.js";

const root = new URL("../../", import.meta.url);
const example = readFileSync(new URL(".env.example", root), "utf8");

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof InvalidConfig) return error.faults;
    throw error;
  }
  return [];
}

describe("config", () => {
  it("listens on this machine only, with open access, when nothing is set", () => {
    const config = readConfig({});
    expect(config).toMatchObject({ port: 3000, host: "127.0.0.1", dataDir: "./data", access: "open" });
    expect(config.rawDocuments).toBe(true);
  });

  it("counts an empty value as unset", () => {
    expect(readConfig({ PORT: "", PUBLIC_URL: "", ACCESS: "", HOST: "" })).toEqual(readConfig({}));
  });

  it("reports every fault at once, each naming its variable", () => {
    const faults = faultsOf({
      PORT: "80a",
      ACCESS: "members",
      PUBLIC_URL: "docs.example.com",
      ALLOWED_ORIGINS: "https://a.example, b.example",
      RAW_DOCUMENTS: "maybe",
      LOG_LEVEL: "loud",
      MAX_FRAME_BYTES: "99999999999",
      TRUST_PROXY: "-1",
    });
    expect(faults.map((fault) => fault.split(" ")[0])).toEqual([
      "PORT",
      "ACCESS",
      "PUBLIC_URL",
      "ALLOWED_ORIGINS",
      "TRUST_PROXY",
      "RAW_DOCUMENTS",
      "LOG_LEVEL",
      "MAX_FRAME_BYTES",
    ]);
    expect(faults[0]).toBe("PORT must be a whole number from 0 to 65535, not “80a”.");
  });

  it.each(["0.0.0.0", "::", "192.168.1.4", "docs.example.com"])(
    "refuses HOST=%s without ACCESS=open",
    (HOST) => {
      expect(faultsOf({ HOST, PORT: "x" })).toEqual([
        expect.stringContaining("PORT"),
        expect.stringContaining("set ACCESS=open"),
      ]);
      expect(readConfig({ HOST, ACCESS: "open" }).host).toBe(HOST);
    },
  );

  it.each(["127.0.0.1", "127.0.0.53", "::1", "localhost"])("takes HOST=%s as this machine", (HOST) => {
    expect(readConfig({ HOST }).host).toBe(HOST);
  });

  it("keeps of PUBLIC_URL its origin, and refuses a path", () => {
    expect(readConfig({ PUBLIC_URL: "https://Docs.Example.com/" }).publicUrl).toBe(
      "https://docs.example.com",
    );
    expect(faultsOf({ PUBLIC_URL: "https://docs.example.com/editor" })).toHaveLength(1);
    expect(faultsOf({ PUBLIC_URL: "ftp://docs.example.com" })).toHaveLength(1);
  });

  it("reads ALLOWED_ORIGINS as a list", () => {
    expect(
      readConfig({ ALLOWED_ORIGINS: "https://a.example, http://b.example:8080" }).allowedOrigins,
    ).toEqual(["https://a.example", "http://b.example:8080"]);
  });

  it("is described by .env.example, which holds every variable with its meaning and default", () => {
    const parsed = parseEnv(example);
    expect(Object.keys(parsed).sort()).toEqual(Object.keys(variables).sort());
    expect(readConfig(parsed)).toEqual(readConfig({}));
    for (const [name, schema] of Object.entries(variables)) {
      expect(example).toContain(`# ${schema.description}\n${name}=`);
      const fallback = schema.parse(undefined);
      if (fallback !== null && !Array.isArray(fallback)) expect(parsed[name]).not.toBe("");
    }
  });

  it("is described by the table of docs/operations.md", () => {
    const table = readFileSync(new URL("docs/operations.md", root), "utf8");
    const rows = [...table.matchAll(/^\| `([A-Z_]+)` \| (?:`(.+?)` )?\|/gm)];
    expect(rows.map(([, name]) => name)).toEqual(Object.keys(variables));
    const defaults = Object.fromEntries(rows.map(([, name, value]) => [name, value ?? ""]));
    expect(defaults).toEqual({ ...parseEnv(example) });
  });
});
