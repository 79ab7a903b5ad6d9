/** Reads our TypeScript: which files there are, and what each imports, calls its tests, and asks of the environment. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

const ignored = new Set(["node_modules", "dist", "test-results", "playwright-report", "coverage"]);

/** Paths of all files under `folder` with one of the endings, relative to `root`, with `/`, in a fixed order. */
export function filesUnder(root, folder, endings) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !path.split("/").some((part) => ignored.has(part)))
    .sort();
}

export function isTest(path) {
  return /\.(test|spec|bench|contract)\.tsx?$|^(backend\/test|frontend\/(test|e2e))\//.test(path);
}

/**
 * What a source file refers to. `imports` are all specifiers, whatever form they come in: import, export from,
 * import(), import types, require() and `new URL("./x.js", import.meta.url)`.
 * `titles` are those of its tests. Throws where the file does not parse.
 */
export function readSource(root, path) {
  const text = readFileSync(join(root, path), "utf8");
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0].message}`);
  const found = { imports: [], titles: [], readsEnvironment: false };
  const line = (node) => text.slice(0, node.start).split("\n").length;
  const refer = (node) => {
    const specifier = wordsOf(node);
    if (specifier !== null) found.imports.push({ specifier, line: line(node) });
  };
  /** A worker's file, whose ending may be computed; other URLs are data, not code. */
  const referByUrl = (node) => {
    const specifier = wordsOf(node)?.replace(/….*$/, "") ?? "";
    const target = specifier.startsWith(".") ? resolveRelative(root, path, specifier) : null;
    if (target !== null && /\.tsx?$/.test(target)) found.imports.push({ specifier, line: line(node) });
  };
  new Visitor({
    ImportDeclaration: (node) => refer(node.source),
    ExportAllDeclaration: (node) => refer(node.source),
    ExportNamedDeclaration: (node) => refer(node.source),
    ImportExpression: (node) => refer(node.source),
    TSImportType: (node) => refer(node.source),
    NewExpression: (node) => {
      if (nameOf(node.callee) === "URL" && node.arguments.length === 2) referByUrl(node.arguments[0]);
    },
    CallExpression: (node) => {
      const callee = nameOf(node.callee);
      if (/^require/.test(callee)) refer(node.arguments[0]);
      if (/^(test|it|describe)$/.test(callee)) {
        const title = wordsOf(node.arguments[0]);
        if (title !== null) found.titles.push({ title, line: line(node) });
      }
    },
    MemberExpression: (node) => {
      if (nameOf(node.object) === "process" && node.property.name === "env") found.readsEnvironment = true;
    },
  }).visit(program);
  return found;
}

/** The leftmost name of `a`, `a.b`, `a.b()()`; "" where there is none. */
function nameOf(node) {
  if (node.type === "Identifier") return node.name;
  if (node.type === "MemberExpression") return nameOf(node.object);
  return node.type === "CallExpression" ? nameOf(node.callee) : "";
}

/** The text of a string or of a template's fixed parts; null for anything else. */
function wordsOf(node) {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  return node?.type === "TemplateLiteral" ? node.quasis.map((part) => part.value.cooked).join("…") : null;
}

/** The file a relative specifier means, as TypeScript resolves it; null where there is none. */
export function resolveRelative(root, from, specifier) {
  const path = posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ""));
  const stem = path.replace(/\.jsx?$/, "");
  return (
    [`${stem}.ts`, `${stem}.tsx`, `${stem}.d.ts`, path].find((file) => existsSync(join(root, file))) ?? null
  );
}
