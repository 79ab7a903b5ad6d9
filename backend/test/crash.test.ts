/** `kill -9` while five people type, twenty times: whatever anybody was shown or told is there for whoever comes next. */
import { afterEach, expect, it } from "vitest";
import { Chance } from "../../scripts/chance.js";
import { Person } from "./kit/person.js";
import { endPrograms, newDataDir, Program } from "./kit/program.js";
import { Scribe } from "./kit/scribe.js";
import { until } from "./kit/until.js";

const stockNames = ["alice", "bob", "carol"];
const scribeNames = ["dave", "erin"];
const rounds = 20;
const people: Person[] = [];

afterEach(async () => {
  for (const person of people.splice(0)) person.leave();
  await endPrograms();
});

/** Types `<name>.<n>;` again and again, in irregular bursts, until told to stop. */
function keepTyping(person: Person, round: number, chance: Chance): () => void {
  let n = 0;
  let timer: NodeJS.Timeout;
  const burst = () => {
    for (let i = chance.below(3); i >= 0; i--) person.types(`${person.name}.${round}.${n++};`);
    timer = setTimeout(burst, chance.below(6));
  };
  burst();
  return () => clearTimeout(timer);
}

const wordsOf = (text: string) => text.split(";").filter((word) => word !== "");

it("[P1][S1][S2] what anybody has seen of others, or was told is saved, survives kill -9 at any moment", async () => {
  const chance = new Chance();
  console.log(`crash.test.ts: seed ${chance.seed}`);
  const env = { DATA_DIR: newDataDir(), LOG_LEVEL: "error" };
  const shown = new Set<string>();
  const acknowledged = new Set<string>();

  for (let round = 0; round <= rounds; round++) {
    const program = await new Program(env).listening();
    const scribes = scribeNames.map((name) => new Scribe(program.collabUrl, "diary", name));
    const stock = stockNames.map((name) => new Person(program.collabUrl, "diary", { name }));
    const writers = [...stock, ...scribes];
    people.push(...writers);
    await Promise.all(writers.map((writer) => writer.arrived()));
    // All of them are fresh: none can bring back what the server has lost.
    for (const writer of writers) {
      const found = new Set(wordsOf(writer.text));
      expect([...shown].filter((word) => !found.has(word))).toEqual([]);
      expect([...acknowledged].filter((word) => !found.has(word))).toEqual([]);
    }
    if (round === rounds) break;

    const before = wordsOf(stock[0]?.text ?? "").length;
    const stops = writers.map((writer) => keepTyping(writer, round, chance));
    // Whoever reads a word of somebody else's has had it from the server.
    const enough = 10 + chance.below(150);
    const readByOthers = (writer: Person) =>
      wordsOf(writer.text).filter((word) => !word.startsWith(`${writer.name}.${round}.`));
    const told = () => scribes.every((scribe) => scribe.acknowledged.length > enough / 10);
    await until(
      () => told() && writers.every((writer) => readByOthers(writer).length - before >= enough),
      "all have read and been told enough",
    );
    program.signal("SIGKILL");
    expect(await program.end()).toBe("SIGKILL");
    for (const stop of stops) stop();
    for (const writer of writers) for (const word of readByOthers(writer)) shown.add(word);
    for (const scribe of scribes)
      for (const word of scribe.acknowledged) acknowledged.add(word.replace(";", ""));
    for (const writer of people.splice(0)) writer.leave();
  }
  console.log(`crash.test.ts: ${shown.size} words shown, ${acknowledged.size} acknowledged, none lost`);
}, 600_000);
