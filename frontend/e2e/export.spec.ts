/** How an exported page looks in a browser. */
import { expect, test } from "./kit/test.js";

test("the tasks of an exported page stand as close as the items of its other lists", async ({
  people,
  server,
}) => {
  const items = (mark: string) => `- ${mark}one\n- ${mark}two\n  - ${mark}deep\n- ${mark}three`;
  const path = await server.page({
    markdown: `# Page\n\n${items("")}\n\nbetween\n\n${items("[x] ")}\n\nend`,
  });
  const { page } = await people.join("Imani", path);
  await page.goto("about:blank");
  await page.setContent(await server.read(path, "html"));
  const tops = (selector: string) =>
    page.locator(selector).evaluateAll((found) => {
      const all = found.map((element) => element.getBoundingClientRect().top);
      return all.map((top) => Math.round(top - (all[0] ?? 0)));
    });
  const bullets = await tops("ul:not(.tasks) p");
  expect(bullets).toHaveLength(4);
  expect(await tops("ul.tasks p")).toEqual(bullets);
  // Each box beside the first line of its task, not halfway down what hangs below it.
  expect(await tops("ul.tasks input")).toEqual(bullets);
});
