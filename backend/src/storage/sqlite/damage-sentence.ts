/** What an operator reads at the start when something is damaged: one sentence, however much it is. */
import type { DocumentId } from "../../protocol/document-id.js";
import type { Isolated } from "./quarantine.js";
import type { Sound } from "./salvage/open-sound.js";

const namedAtMost = 5;

/** `documents` is how many there are in all; null where nothing is wrong. */
export function damageSentence(
  dataDir: string,
  rebuilt: Sound["rebuilt"],
  isolated: readonly Isolated[],
  documents: number,
): string | null {
  if (rebuilt === null && isolated.length === 0) return null;
  const beginning =
    rebuilt === null
      ? `Documents in ${dataDir} are damaged: `
      : `The database in ${dataDir} was damaged (${rebuilt.fault}) and has been made anew; ` +
        `the damaged files are kept in ${rebuilt.kept}: `;
  return `${beginning}${countsOf(rebuilt?.nameless ?? [], isolated, documents)}.`;
}

function countsOf(nameless: readonly DocumentId[], isolated: readonly Isolated[], documents: number): string {
  const whole = documents - isolated.length;
  if (isolated.length === 0 && nameless.length === 0) return `all ${documents} documents could be read`;
  const parts = [`${whole} of ${documents} documents are served`];
  if (isolated.length > 0)
    parts.push(`${isolated.length} are not whole and are kept aside (${list(isolated.map(named))})`);
  if (nameless.length > 0) parts.push(`${nameless.length} have lost their name (now ${list(nameless)})`);
  return parts.join(", ");
}

const named = ({ id, copy }: Isolated) =>
  copy === null
    ? `${id}, of which nothing could be read`
    : `${id}, of which ${copy} holds what could be read`;

function list(names: readonly string[]): string {
  const more = names.length - namedAtMost;
  return names.slice(0, namedAtMost).join("; ") + (more > 0 ? `; and ${more} more` : "");
}
