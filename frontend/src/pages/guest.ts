/**
 * Who the reader is to the others until there are accounts: a name and a colour, made up once, kept on this
 * device, the same in every tab. The name is theirs to change.
 */
import { useSyncExternalStore } from "react";
import { nearestColor, personColors } from "../ui/people-colors.js";

export interface Guest {
  /** Random, and the same in every tab: several tabs of one person count once. Names nobody outside this server. */
  readonly id: string;
  readonly name: string;
  /** `#rrggbb`, one of the twelve. */
  readonly color: string;
}

/** In characters; a flag on a caret has to stay readable. */
export const maxNameLength = 40;

const key = "manyhands.guest";
/** A thousand pairs, so that two guests of a document hardly ever share a name; no colours, which are chosen apart. */
const ways =
  "Brave Brisk Calm Clever Curious Eager Early Fair Fleet Gentle Glad Hardy Humble Jolly Keen Kind Lively Lucky Merry " +
  "Mild Nimble Noble Patient Plucky Polite Quick Quiet Spry Steady Sunny Tidy Wise";
const animals =
  "Badger Bittern Crane Dormouse Egret Falcon Finch Gannet Hare Hedgehog Heron Ibis Jay Kestrel Lark Linnet Lynx " +
  "Magpie Marten Merlin Newt Osprey Otter Owl Plover Puffin Robin Seal Stoat Tern Vole Wren";

const listeners = new Set<() => void>();
let guest: Guest | null = null;

/** The same object until the name or the colour changes. */
export function currentGuest(): Guest {
  guest ??=
    read() ??
    keep({
      id: randomId(),
      name: `${pick(ways.split(" "))} ${pick(animals.split(" "))}`,
      color: pick(personColors.map((color) => color.hex)),
    });
  return guest;
}

/** Trims the name; an empty one changes nothing but the colour. */
export function changeGuest(change: Omit<Guest, "id">): void {
  const { id, name: before } = currentGuest();
  const name = [...change.name.trim().replace(/\s+/g, " ")].slice(0, maxNameLength).join("");
  guest = keep({ id, name: name === "" ? before : name, color: nearestColor(change.color).hex });
  for (const listener of listeners) listener();
}

/** Calls back when this tab or another one changed the guest. */
function onGuestChange(listener: () => void): () => void {
  const fromOtherTab = (event: StorageEvent) => {
    if (event.key !== key) return;
    guest = read() ?? guest;
    listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", fromOtherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", fromOtherTab);
  };
}

export function useGuest(): Guest {
  return useSyncExternalStore(onGuestChange, currentGuest);
}

/** What storage holds was written by an earlier version or by hand: read with suspicion. */
export function parseGuest(stored: string | null): Guest | null {
  if (stored === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch {
    return null; // Not ours: a new guest is made up instead.
  }
  if (typeof value !== "object" || value === null) return null;
  const { id, name, color } = value as Partial<Record<keyof Guest, unknown>>;
  if (typeof id !== "string" || !/^[a-z0-9]{1,64}$/.test(id)) return null;
  if (typeof name !== "string" || name.trim() === "" || typeof color !== "string") return null;
  return { id, name: [...name].slice(0, maxNameLength).join(""), color: nearestColor(color).hex };
}

function read(): Guest | null {
  try {
    return parseGuest(localStorage.getItem(key));
  } catch {
    return null; // Storage is forbidden here: a guest for as long as the page is open.
  }
}

function keep(next: Guest): Guest {
  try {
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // As above.
  }
  return next;
}

function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

function pick<T>(choices: readonly T[]): T {
  return choices[Math.floor(Math.random() * choices.length)] as T;
}
