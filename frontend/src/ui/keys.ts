/** How keys are written on this machine. "Mod" is Command on Apple's keyboards and Ctrl elsewhere. */

export const isApple = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

const appleNames: Readonly<Record<string, string>> = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Ctrl: "⌃" };

/** "Mod-Shift-K" as people here read it: "⇧⌘K" or "Ctrl Shift K". */
export function keysText(keys: string): string {
  const parts = keys.split(/-(?=.)/);
  if (!isApple) return parts.map((part) => (part === "Mod" ? "Ctrl" : part)).join(" ");
  const order = ["Ctrl", "Alt", "Shift", "Mod"];
  return parts
    .toSorted((a, b) => (order.indexOf(a) + 1 || 9) - (order.indexOf(b) + 1 || 9))
    .map((part) => appleNames[part] ?? part)
    .join("");
}
