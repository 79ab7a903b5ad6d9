/** The few icons that stand inside node views, where no React draws. Paths from lucide (ISC). */

const paths = {
  copy: [
    "M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2z",
    "M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2",
  ],
  check: ["M20 6 9 17l-5-5"],
  plus: ["M5 12h14", "M12 5v14"],
  image: [
    "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z",
    "M11 9a2 2 0 1 1-4 0 2 2 0 0 1 4 0z",
    "m21 15-3.086-3.086a2 2 0 0 0-2.828 0L6 21",
  ],
} as const;

const svg = "http://www.w3.org/2000/svg";

/** A fresh icon, hidden from assistive technology: the words stand beside it or in a label. */
export function icon(name: keyof typeof paths): SVGElement {
  const element = document.createElementNS(svg, "svg");
  element.setAttribute("class", "lucide");
  element.setAttribute("viewBox", "0 0 24 24");
  element.setAttribute("aria-hidden", "true");
  for (const d of paths[name]) {
    element.appendChild(document.createElementNS(svg, "path")).setAttribute("d", d);
  }
  return element;
}
