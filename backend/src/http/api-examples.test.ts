/** docs/api.md shows commands that work: each `curl` is run in order, and the line above it is what it must give. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { httpKit } from "../../test/kit/http-kit.js";
import { maxLength } from "../formats/markdown-parser.js";

const page = readFileSync(new URL("../../../docs/api.md", import.meta.url), "utf8");
/** A document of another program: texts by the names of their roots. */
function yjs(texts: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const doc = new Y.Doc();
  for (const [root, text] of Object.entries(texts)) {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(text)]);
    doc.getXmlFragment(root).insert(0, [paragraph]);
  }
  return Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>;
}

const files: Record<string, string | Uint8Array<ArrayBuffer>> = {
  "README.md": "# Read me\n\nSome **words**.\n",
  "notes.md": "# Notes\n\n- one\n- two\n",
  "tiptap.yjs": yjs({ default: "Some words." }),
  "two-texts.yjs": yjs({ left: "one", right: "two" }),
};

interface Example {
  readonly status: number;
  readonly command: string;
}

function examples(): Example[] {
  const blocks = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, block = ""]) => block);
  return blocks.flatMap((block) =>
    [...block.matchAll(/# (\d{3})\n(curl .*)\n/g)].map(([, status, command = ""]) => ({
      status: Number(status),
      command,
    })),
  );
}

/** The request that curl would send. Knows the options that the page uses, and no others. */
function requestOf(command: string): { url: string; init: RequestInit } {
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain = ""]) => quoted ?? plain);
  const headers: Record<string, string> = {};
  let url = "";
  let method: string | undefined;
  let body: string | Uint8Array<ArrayBuffer> | undefined;
  const rest = words.slice(1);
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith("-")) {
      url = word;
      continue;
    }
    const value = rest.shift() ?? "";
    if (word === "-X") method = value;
    else if (word === "-H")
      headers[value.slice(0, value.indexOf(":"))] = value.slice(value.indexOf(":") + 1).trim();
    else if (word === "-d") body = value;
    else if (word === "--data-binary") body = files[value.slice(1)] ?? expect.fail(`no such file: ${value}`);
    else if (word !== "-o") expect.fail(`curl has an option that this test does not know: ${word}`);
  }
  return {
    url,
    init: {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers,
      ...(body !== undefined && { body }),
    },
  };
}

test("the page names the longest Markdown that is read", () => {
  expect(page).toContain(`up to ${maxLength / 1e6} million characters`);
});

test("every example gives what the page says", async () => {
  const { ask } = httpKit();
  const all = examples();
  expect(all.length).toBe(page.match(/^curl /gm)?.length);
  expect(all.length).toBeGreaterThan(20);
  for (const { status, command } of all) {
    const { url, init } = requestOf(command);
    expect((await ask(url, init)).status, command).toBe(status);
  }
});
