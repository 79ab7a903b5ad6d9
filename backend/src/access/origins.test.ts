import { describe, expect, test } from "vitest";
import { isAllowedHost, isAllowedOrigin, type OriginPolicy } from "./origins.js";

const bare: OriginPolicy = { publicUrl: null, allowedOrigins: [], openOnLoopback: false };
const loopback: OriginPolicy = { ...bare, openOnLoopback: true };
const published: OriginPolicy = { ...bare, publicUrl: "https://docs.example.org/" };
const embedding: OriginPolicy = { ...bare, allowedOrigins: ["https://app.example.org", "tauri://localhost"] };

describe("isAllowedOrigin", () => {
  test.each<[string, string | null, string | null, OriginPolicy]>([
    ["a script sends no Origin", null, "anything.example", bare],
    ["the page at an IPv4 address", "http://192.168.1.5:3000", "192.168.1.5:3000", bare],
    ["the page at an IPv6 address", "http://[fe80::1]:3000", "[fe80::1]:3000", bare],
    ["the page at localhost", "http://localhost:3000", "localhost:3000", bare],
    ["a default port left out on one side", "https://10.0.0.1", "10.0.0.1:443", bare],
    ["a Host in capitals", "http://localhost:3000", "LOCALHOST:3000", bare],
    ["another port of this machine in open mode", "http://127.0.0.1:5173", "localhost:3000", loopback],
    ["IPv6 loopback in open mode", "http://[::1]:5173", "localhost:3000", loopback],
    ["the public address", "https://docs.example.org", "docs.example.org", published],
    [
      "the public address behind a proxy that rewrites Host",
      "https://docs.example.org",
      "backend",
      published,
    ],
    ["a listed origin", "https://app.example.org", "10.0.0.1:3000", embedding],
    ["a listed origin of another scheme", "tauri://localhost", "10.0.0.1:3000", embedding],
  ])("allows %s", (_case, origin, host, policy) => {
    expect(isAllowedOrigin({ origin, host, policy })).toBe(true);
  });

  test.each<[string, string, string | null, OriginPolicy]>([
    ["a foreign page", "https://evil.example", "localhost:3000", loopback],
    ["a rebound name, Origin and Host alike", "http://evil.example:3000", "evil.example:3000", loopback],
    ["another port of the same address", "http://192.168.1.5:8080", "192.168.1.5:3000", bare],
    ["another port of localhost without open mode", "http://localhost:5173", "localhost:3000", bare],
    ["the opaque origin of a sandboxed frame", "null", "localhost:3000", loopback],
    ["an empty Origin", "", "localhost:3000", loopback],
    ["an Origin with a path", "http://localhost:3000/", "localhost:3000", loopback],
    ["an Origin with a user name", "http://localhost:3000@evil.example", "localhost:3000", loopback],
    [
      "a name that begins with a loopback address",
      "http://127.0.0.1.evil.example",
      "localhost:3000",
      loopback,
    ],
    ["a name that ends in localhost", "http://evil-localhost", "localhost:3000", loopback],
    ["the public name over plain HTTP", "http://docs.example.org", "docs.example.org", published],
    ["a neighbour of the public name", "https://evil.docs.example.org", "docs.example.org", published],
    ["a listed origin's other port", "https://app.example.org:8443", "10.0.0.1:3000", embedding],
    ["a Host that hides another", "http://10.0.0.1", "evil@10.0.0.1", bare],
    ["a missing Host", "http://10.0.0.1", null, bare],
  ])("refuses %s", (_case, origin, host, policy) => {
    expect(isAllowedOrigin({ origin, host, policy })).toBe(false);
  });
});

describe("isAllowedHost", () => {
  test.each<[string, OriginPolicy]>([
    ["127.0.0.1:3000", bare],
    ["localhost", bare],
    ["[::1]:3000", bare],
    ["docs.example.org", published],
    ["docs.example.org:443", published],
    ["app.example.org", embedding],
  ])("answers to %s", (host, policy) => {
    expect(isAllowedHost(host, policy)).toBe(true);
  });

  test.each<[string | null, OriginPolicy]>([
    ["evil.example:3000", loopback],
    ["127.0.0.1.evil.example", loopback],
    ["docs.example.org:8443", published],
    ["localhost/../evil", loopback],
    ["a b", loopback],
    ["", loopback],
    [null, loopback],
  ])("does not answer to %s", (host, policy) => {
    expect(isAllowedHost(host, policy)).toBe(false);
  });
});
