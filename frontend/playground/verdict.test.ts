import { pageSchema } from "@manyhands/backend/schema/page-schema";
import { expect, it } from "vitest";
import { compare } from "./verdict.js";

const page = (...texts: string[]) =>
  pageSchema.nodeFromJSON({
    type: "doc",
    content: texts.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] })),
  });

it("names what was lost as it was written", () => {
  const { lost, doubled, same } = compare(
    page("The gate, rain or shine.", "Soup"),
    page("The gate.", "Soup"),
  );
  expect({ lost, doubled, same }).toEqual({ lost: ["rain or shine"], doubled: [], same: false });
});

it("names what stands twice", () => {
  const { lost, doubled } = compare(
    page("Soup and bread", "b"),
    page("Soup and bread", "b", "Soup and bread"),
  );
  expect({ lost, doubled }).toEqual({ lost: [], doubled: ["Soup and bread"] });
});

it("tells another place from the same page", () => {
  expect(compare(page("a b"), page("a", "b")).misplaced).toBe(true);
  expect(compare(page("a b"), page("a b"))).toEqual({ lost: [], doubled: [], misplaced: false, same: true });
});
