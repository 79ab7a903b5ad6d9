/** Who else is here: circles in the bar that lead to their carets, and a word when somebody comes or goes. */
import { useEffect, useRef, useState } from "react";
import type { PresentPerson } from "../../collab/presence.js";
import { initials, namesInWords } from "../../ui/names.js";
import { personStyle } from "../../ui/people-colors.js";
import { Tooltip } from "../../ui/tooltip.js";
import type { Here } from "./use-collab.js";

const mostShown = 4;
/** A phone has room for these. */
const mostOnPhone = 2;

export interface PeopleHereProps {
  readonly here: Here;
  readonly onGoTo: (person: PresentPerson) => void;
}

/** Nothing where nobody is. Grey, and leading nowhere, while it cannot be known who is here. */
export function PeopleHere({ here: { people, away }, onGoTo }: PeopleHereProps) {
  if (people.length === 0) return null;
  if (away) {
    const words = "Others reappear when the server is back";
    return (
      <Tooltip label={words}>
        <span className="avs away" role="img" aria-label={words}>
          {people.slice(0, mostShown).map((person, at) => (
            <span key={person.id} className={at < mostOnPhone ? "av" : "av not-phone"}>
              {initials(person.name)}
            </span>
          ))}
        </span>
      </Tooltip>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <span
      className="avs"
      role="group"
      aria-label={people.length === 1 ? "1 other person here" : `${people.length} other people here`}
    >
      {people.slice(0, mostShown).map((person, at) => (
        <Tooltip key={person.id} label={person.name}>
          <button
            type="button"
            className={at < mostOnPhone ? "av" : "av not-phone"}
            style={personStyle(person.color)}
            aria-label={`${person.name}: go to caret`}
            onClick={() => onGoTo(person)}
          >
            {initials(person.name)}
          </button>
        </Tooltip>
      ))}
      {andMore(people.slice(mostShown), "not-phone")}
      {andMore(people.slice(mostOnPhone), "phone")}
    </span>
  );
}

function andMore(people: readonly PresentPerson[], className: string) {
  if (people.length === 0) return null;
  const names = namesInWords(people.map((person) => person.name));
  return (
    <Tooltip label={names}>
      <span className={`av more ${className}`} role="img" aria-label={`and ${names}`}>
        +{people.length}
      </span>
    </Tooltip>
  );
}

/** Quick changes are told together, and a reload is not told at all. */
const settleMs = 1_000;

/** Says politely who came and who went; silent while it cannot be known. */
export function PeopleAnnouncer({ here: { people, away } }: { readonly here: Here }) {
  const [words, setWords] = useState("");
  const told = useRef<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    if (away) return;
    const timer = setTimeout(() => {
      const now = new Map(people.map((person) => [person.id, person.name]));
      const came = [...now].filter(([id]) => !told.current.has(id)).map(([, name]) => name);
      const went = [...told.current].filter(([id]) => !now.has(id)).map(([, name]) => name);
      told.current = now;
      const parts = [
        came.length > 0 && `${namesInWords(came)} ${came.length === 1 ? "is" : "are"} here.`,
        went.length > 0 && `${namesInWords(went)} left.`,
      ];
      const next = parts.filter(Boolean).join(" ");
      if (next !== "") setWords(next);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [people, away]);
  return (
    <div className="vh" aria-live="polite">
      {words}
    </div>
  );
}
