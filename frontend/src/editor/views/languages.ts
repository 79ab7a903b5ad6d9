/** The languages of code blocks: what the picker offers, and the short names that Markdown fences use for them. */

/** Grammar name and label, in the order of the picker. Every name is one that the highlighter knows. */
export const languages: readonly (readonly [name: string, label: string])[] = [
  ["bash", "Shell"],
  ["c", "C"],
  ["cpp", "C++"],
  ["csharp", "C#"],
  ["css", "CSS"],
  ["diff", "Diff"],
  ["go", "Go"],
  ["graphql", "GraphQL"],
  ["xml", "HTML, XML"],
  ["ini", "INI, TOML"],
  ["java", "Java"],
  ["javascript", "JavaScript"],
  ["json", "JSON"],
  ["kotlin", "Kotlin"],
  ["less", "Less"],
  ["lua", "Lua"],
  ["makefile", "Makefile"],
  ["markdown", "Markdown"],
  ["objectivec", "Objective-C"],
  ["perl", "Perl"],
  ["php", "PHP"],
  ["python", "Python"],
  ["r", "R"],
  ["ruby", "Ruby"],
  ["rust", "Rust"],
  ["scss", "SCSS"],
  ["sql", "SQL"],
  ["swift", "Swift"],
  ["typescript", "TypeScript"],
  ["vbnet", "Visual Basic"],
  ["wasm", "WebAssembly"],
  ["yaml", "YAML"],
];

const aliases: Readonly<Record<string, string>> = {
  cjs: "javascript",
  cs: "csharp",
  "c++": "cpp",
  console: "bash",
  html: "xml",
  js: "javascript",
  jsonc: "json",
  jsx: "javascript",
  kt: "kotlin",
  make: "makefile",
  md: "markdown",
  mjs: "javascript",
  "objective-c": "objectivec",
  patch: "diff",
  py: "python",
  rb: "ruby",
  rs: "rust",
  sh: "bash",
  shell: "bash",
  svg: "xml",
  toml: "ini",
  ts: "typescript",
  tsx: "typescript",
  yml: "yaml",
  zsh: "bash",
};

/** The grammar for a code block's language as somebody wrote it; null for plain text and for what we do not know. */
export function grammarOf(language: unknown): string | null {
  if (typeof language !== "string") return null;
  const name = language.toLowerCase();
  if (Object.hasOwn(aliases, name)) return aliases[name] ?? null;
  return languages.some(([known]) => known === name) ? name : null;
}
