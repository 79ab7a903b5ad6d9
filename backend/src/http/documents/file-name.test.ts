import { expect, test } from "vitest";
import { attachment } from "./file-name.js";

test.each([
  ["Plan", "attachment; filename=\"Plan.md\"; filename*=UTF-8''Plan.md"],
  ["", "attachment; filename=\"Untitled.md\"; filename*=UTF-8''Untitled.md"],
  [" .. ", "attachment; filename=\"Untitled.md\"; filename*=UTF-8''Untitled.md"],
  ["../../etc/passwd", "attachment; filename=\"etc passwd.md\"; filename*=UTF-8''etc%20passwd.md"],
  ["日本", "attachment; filename=\"_.md\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.md"],
  ["It's (50%)", "attachment; filename=\"It_s (50_).md\"; filename*=UTF-8''It%27s%20%2850%25%29.md"],
  ['a"; x="b', "attachment; filename=\"a ; x= b.md\"; filename*=UTF-8''a%20%3B%20x%3D%20b.md"],
  [
    "a\r\nSet-Cookie: x",
    "attachment; filename=\"a Set-Cookie x.md\"; filename*=UTF-8''a%20Set-Cookie%20x.md",
  ],
  ["half \ud83d pair", "attachment; filename=\"half pair.md\"; filename*=UTF-8''half%20pair.md"],
  ["gpj\u202eexe", "attachment; filename=\"gpj exe.md\"; filename*=UTF-8''gpj%20exe.md"],
])("%j", (title, header) => {
  expect(attachment(title, "md")).toBe(header);
});

test("a long title is cut between characters", () => {
  const header = attachment("👩".repeat(500), "md");
  expect(header).toContain(`${encodeURIComponent("👩".repeat(100))}.md`);
  expect(() => new Headers({ "Content-Disposition": header })).not.toThrow();
});
