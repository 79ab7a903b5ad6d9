/**
 * The twelve colours a person may have, with the colour a label on them needs (≥ 4.5:1).
 * Whatever colour another program announces is shown as the nearest of them, so that every label stays legible.
 */
import type { CSSProperties } from "react";

export interface PersonColor {
  readonly name: string;
  /** `#rrggbb`; what travels in awareness. */
  readonly hex: string;
  /** The label on it. */
  readonly on: string;
}

const white = "#ffffff";
const black = "#1b1916";

export const personColors: readonly PersonColor[] = [
  { name: "Rose", hex: "#be4363", on: white },
  { name: "Coral", hex: "#de6858", on: black },
  { name: "Rust", hex: "#b65002", on: white },
  { name: "Amber", hex: "#c17d01", on: black },
  { name: "Olive", hex: "#757205", on: white },
  { name: "Leaf", hex: "#569d3b", on: black },
  { name: "Sky", hex: "#0598bc", on: black },
  { name: "Sea", hex: "#0376a9", on: white },
  { name: "Iris", hex: "#6787e9", on: black },
  { name: "Violet", hex: "#785cc8", on: white },
  { name: "Orchid", hex: "#bc6fc8", on: black },
  { name: "Plum", hex: "#b3468a", on: white },
];

const [firstColor] = personColors as readonly [PersonColor, ...PersonColor[]];

/** The one of the twelve that looks most like `color` (`#rgb` or `#rrggbb`); always the same one for what is no such colour. */
export function nearestColor(color: string): PersonColor {
  const wanted = oklab(color);
  let nearest = personColors[hash(color) % personColors.length] ?? firstColor;
  if (wanted === null) return nearest;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of personColors) {
    const lab = oklab(candidate.hex);
    if (lab === null) continue;
    // Hue says who somebody is; lightness is ours to choose, so it counts for little.
    const distance = 0.1 * (lab[0] - wanted[0]) ** 2 + (lab[1] - wanted[1]) ** 2 + (lab[2] - wanted[2]) ** 2;
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** Sets `--who` and `--on` for an element and everything below it. */
export function personStyle(color: string): CSSProperties {
  const { hex, on } = nearestColor(color);
  return { "--who": hex, "--on": on } as CSSProperties;
}

function oklab(color: string): readonly [number, number, number] | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(color);
  const full = short
    ? `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join("")}`
    : color;
  if (!/^#[0-9a-f]{6}$/i.test(full)) return null;
  const channel = (at: number) => {
    const value = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const [r, g, b] = [channel(1), channel(3), channel(5)];
  // Ottosson's matrices: sRGB → cone response → OKLab.
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function hash(text: string): number {
  let sum = 7;
  for (let at = 0; at < text.length; at++) sum = (sum * 31 + text.charCodeAt(at)) >>> 0;
  return sum;
}
