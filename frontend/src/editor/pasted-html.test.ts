// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { pastedHtml } from "./pasted-html.js";

describe("pasted HTML", () => {
  it.each([
    ["between paragraphs", "<b><p>one</p><br><br><p>two</p><br></b>", "<b><p>one</p><p>two</p></b>"],
    ["but not in words", "<div>one<br>two</div>", "<div>one<br>two</div>"],
    ["nor in a paragraph", "<p>one</p><p><br></p><p>a<br>b</p>", "<p>one</p><p><br></p><p>a<br>b</p>"],
    ["also where other words are", "x<p>one</p> <br> <p>two</p>", "x<p>one</p>  <p>two</p>"],
    ["but not right behind words", "<p>one</p>x<br><p>two</p>", "<p>one</p>x<br><p>two</p>"],
    ["nor beside loose words", "<p>one</p><i>x</i><br><p>two</p>", "<p>one</p><i>x</i><br><p>two</p>"],
  ])("has no empty lines %s", (_, html, told) => {
    expect(pastedHtml(html)).toBe(told);
  });

  it("has the tasks of Google Docs", () => {
    const items =
      '<li role="checkbox" aria-checked="true"><p>one</p></li><li role="checkbox" aria-checked="false"><p>two</p></li>';
    const page = new DOMParser().parseFromString(pastedHtml(`<ul>${items}</ul>`), "text/html");
    expect(page.querySelector("ul")?.getAttribute("data-type")).toBe("taskList");
    const told = [...page.querySelectorAll("li")].map((item) => [item.dataset.checked, item.textContent]);
    expect(told).toEqual([
      ["true", "one"],
      ["false", "two"],
    ]);
  });

  it("has the tasks of GitHub, without their boxes", () => {
    const items =
      '<li class="task-list-item"><input type="checkbox" checked=""> one</li><li><p><input type="checkbox"> two</p></li>';
    const told = pastedHtml(`<ul>${items}</ul>`);
    expect(told).not.toContain("<input");
    expect(told.match(/data-checked="(true|false)"/g)).toEqual([
      'data-checked="true"',
      'data-checked="false"',
    ]);
  });

  it("makes no tasks where an item has no box", () => {
    const list = '<ul><li><input type="checkbox"> one</li><li>two</li></ul>';
    expect(pastedHtml(list)).not.toContain("taskList");
  });

  it("stays as it is where there is nothing of theirs in it", () => {
    expect(pastedHtml("<p>one</p>")).toBe("<p>one</p>");
  });
});
