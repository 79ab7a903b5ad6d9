import { describe, expect, it } from "vitest";
import { documentPath, placeOf } from "./routes.js";

describe("a URL", () => {
  it("leads to the list, the trash or a document", () => {
    expect(placeOf("/")).toEqual({ page: "list" });
    expect(placeOf("/trash")).toEqual({ page: "trash" });
    expect(placeOf("/d/abc_-9")).toEqual({ page: "document", id: "abc_-9" });
  });

  it.each(["page-1", "my/board:v1", "a.b~c@d"])("of document %j leads back to it", (id) => {
    expect(placeOf(documentPath(id))).toEqual({ page: "document", id });
  });

  it.each(["/d/", "/d/..", "/d/%2e%2e", "/d/a%252Fb", "/d/%", "/d/a%00", "/trash/", "/x"])(
    "%s leads nowhere",
    (path) => {
      expect(placeOf(path)).toEqual({ page: "nowhere" });
    },
  );
});
