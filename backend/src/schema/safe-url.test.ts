import { expect, it } from "vitest";
import { isSafeImage, isSafeLink } from "./safe-url.js";

it.each([
  "https://x.test",
  "HTTP://x.test",
  "mailto:a@b.test",
  "tel:+49",
  "/d/x",
  "#a:b",
  "?q=a:b",
  "./a:b",
  "a b/c",
  "//x.test/a",
])("%j may be linked", (url) => {
  expect(isSafeLink(url)).toBe(true);
});

it.each([
  "javascript:alert(1)",
  "JavaScript:x",
  " javascript:x",
  "java\tscript:x",
  "java\nscript:x",
  "\u0001javascript:x",
  "java\u00adscript:x",
  "\u200bjavascript:x",
  "data:text/html,x",
  "vbscript:x",
  "blob:x",
  "file:///etc/passwd",
  "about:blank",
  "foo:bar",
  "",
  " ",
  "javascript\u2028:x",
  null,
  undefined,
  1,
  { href: "https://x.test" },
])("%j may not be linked", (url) => {
  expect(isSafeLink(url)).toBe(false);
});

it.each(["data:image/png;base64,x", "blob:x", "javascript:x", "mailto:a@b.test", "tel:1"])(
  "%j is no picture",
  (url) => {
    expect(isSafeImage(url)).toBe(false);
  },
);
