/** The network: cut it, heal it, in one direction or both, slow it down; and what travelled. */
import { ArrowLeft, ArrowRight, Unplug, Zap } from "lucide-react";
import { useId } from "react";
import { Button } from "../src/ui/button.js";
import { IconButton } from "../src/ui/icon-button.js";
import { Status } from "../src/ui/status.js";
import type { Stage } from "./stage.js";
import type { Line } from "./wire.js";

const directions = [0, 1] as const;
const longestMs = 5_000;

export function NetworkBar({ stage }: { readonly stage: Stage }) {
  const { lines } = stage.wire;
  const [first, second] = stage.people;
  const up = lines.every(({ open }) => open);
  const set = (open: boolean) => {
    for (const from of directions)
      if (open) stage.open(from);
      else stage.cut(from);
  };
  const names = [first.name, second.name];
  return (
    <header className="bar network">
      <Button look="primary" onClick={() => set(!up)}>
        {up ? <Unplug aria-hidden="true" /> : <Zap aria-hidden="true" />}
        {up ? "Cut the network" : "Let them meet"}
      </Button>
      <fieldset className="group" aria-label="Directions">
        {directions.map((from) => {
          const [source, target] = from === 0 ? names : [...names].reverse();
          const Arrow = from === 0 ? ArrowRight : ArrowLeft;
          return (
            <IconButton
              key={from}
              label={`${source} to ${target}`}
              pressed={lines[from].open}
              onClick={() => (lines[from].open ? stage.cut(from) : stage.open(from))}
            >
              <Arrow aria-hidden="true" />
            </IconButton>
          );
        })}
      </fieldset>
      <Delay stage={stage} />
      <Status tone={up ? "plain" : "warn"}>{stateInWords(lines, names)}</Status>
      <span className="grow" />
      <Travelled stage={stage} />
    </header>
  );
}

function Delay({ stage }: { readonly stage: Stage }) {
  const id = useId();
  return (
    <div className="delay">
      <label htmlFor={id}>Delay</label>
      <input
        id={id}
        type="range"
        min={0}
        max={longestMs}
        step={250}
        value={stage.delayMs}
        aria-valuetext={`${stage.delayMs / 1000} seconds`}
        onChange={(event) => stage.delay(event.currentTarget.valueAsNumber)}
      />
      <output htmlFor={id}>{(stage.delayMs / 1000).toFixed(1)} s</output>
    </div>
  );
}

/** Bytes of the documents, both directions together. */
function Travelled({ stage }: { readonly stage: Stage }) {
  const sum = (lines: readonly Line[]) => lines.reduce((bytes, line) => bytes + line.bytes, 0);
  return (
    <dl className="travelled">
      <dt>Travelled</dt>
      <dd>
        {sum(stage.wire.lines).toLocaleString("en")} bytes
        <small>stock {sum(stage.stock.wire.lines).toLocaleString("en")}</small>
      </dd>
    </dl>
  );
}

function stateInWords(lines: readonly [Line, Line], names: readonly string[]): string {
  const waiting = lines[0].waiting + lines[1].waiting;
  const kept = waiting === 0 ? "" : `, ${waiting} ${waiting === 1 ? "edit waits" : "edits wait"}`;
  const [there, back] = lines;
  if (!there.open && !back.open) return `The network is cut${kept}`;
  if (!there.open) return `${names[0]} is not heard${kept}`;
  if (!back.open) return `${names[1]} is not heard${kept}`;
  const flying = there.flying + back.flying;
  if (flying > 0) return `${flying} on the way`;
  return "Everybody has everything";
}
