/**
 * Who is here, read from awareness. Other clients may send anything, so every field is checked before it is
 * shown: a name is short and printable, a colour is `#rrggbb`, and a person with several tabs is one person.
 */
import type { Awareness } from "y-protocols/awareness";

/** What a person's client announces as `user` (the field that Tiptap's caret extension reads too). */
export interface PresenceUser {
  /** The same in every tab of one person; random for guests. */
  readonly id: string;
  readonly name: string;
  /** `#rrggbb`, lower case */
  readonly color: string;
}

export interface PresentPerson extends PresenceUser {
  /** The awareness ids of this person's tabs, ascending. */
  readonly clientIds: readonly number[];
}

const maxNameLength = 40;
const fallback = { name: "Guest", color: "#6d6963" };
// Control and format characters can reverse or hide the text around a name.
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]+/gu;

/** The user of an awareness state, safe to show; null where the state announces none. */
export function readUser(state: unknown, clientId: number): PresenceUser | null {
  if (!isRecord(state) || !isRecord(state.user)) return null;
  const { id, name, color } = state.user;
  return {
    id: typeof id === "string" && /^[\w-]{1,64}$/.test(id) ? id : `client-${clientId}`,
    name: readName(name),
    color: typeof color === "string" && /^#[0-9a-f]{6}$/i.test(color) ? color.toLowerCase() : fallback.color,
  };
}

function readName(value: unknown): string {
  if (typeof value !== "string") return fallback.name;
  // Cut before the patterns run: a name may be as long as a presence frame.
  const printable = value.slice(0, 400).replace(unprintable, " ").replace(/\s+/g, " ").trim();
  return [...printable].slice(0, maxNameLength).join("").trim() || fallback.name;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Everybody but this tab's own user, in the order of their first tab's id, so that nobody changes places. */
export function othersPresent(awareness: Awareness): readonly PresentPerson[] {
  const own = readUser(awareness.getLocalState(), awareness.clientID)?.id;
  const people = new Map<string, PresentPerson>();
  const states = [...awareness.getStates()].sort(([a], [b]) => a - b);
  for (const [clientId, state] of states) {
    if (clientId === awareness.clientID) continue;
    const user = readUser(state, clientId);
    if (user === null || user.id === own) continue;
    const known = people.get(user.id);
    people.set(
      user.id,
      known ? { ...known, clientIds: [...known.clientIds, clientId] } : { ...user, clientIds: [clientId] },
    );
  }
  return [...people.values()];
}
