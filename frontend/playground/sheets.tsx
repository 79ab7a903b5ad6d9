/** The three sheets: a person's, which is the product's own editor, and that of stock Tiptap, which is only looked at. */
import type { Editor } from "@tiptap/core";
import { useEffect, useRef } from "react";
import { PageEditor } from "../src/editor/page-editor.js";
import { Avatar } from "../src/ui/avatar.js";
import { Button } from "../src/ui/button.js";
import { Status } from "../src/ui/status.js";
import type { Person, Stage } from "./stage.js";
import type { Verdict } from "./verdict.js";
import type { Line } from "./wire.js";

export interface PersonSheetProps {
  readonly person: Person;
  /** What brings the other's edits here. */
  readonly line: Line;
  readonly onReady: (editor: Editor) => void;
}

export function PersonSheet({ person, line, onReady }: PersonSheetProps) {
  const ready = useRef(onReady);
  ready.current = onReady;
  const stands = useRef((editor: Editor) => ready.current(editor));
  return (
    <section className="paper" aria-label={`${person.name}’s page`} data-person={person.name}>
      <header>
        <Avatar person={person} />
        <h2>{person.name}</h2>
        {!line.open && <Status tone="warn">hears nobody</Status>}
      </header>
      <div className="scroll">
        <article className="doc">
          <PageEditor
            doc={person.doc}
            awareness={person.awareness}
            editable={true}
            onReady={stands.current}
            onTitleRequested={() => {}}
          />
        </article>
      </div>
    </section>
  );
}

export function StockSheet({ stage }: { readonly stage: Stage }) {
  const place = useRef<HTMLElement>(null);
  const [editor] = stage.stock.editors;
  useEffect(() => {
    const { dom } = editor.view;
    place.current?.replaceChildren(dom);
  }, [editor]);
  const { verdict } = stage;
  return (
    <section className="paper stock" aria-label="The same with stock Tiptap" data-settled={verdict !== null}>
      <header>
        <h2>The same with stock Tiptap</h2>
        <small>y-tiptap</small>
      </header>
      <div className="scroll">
        <article className="doc" ref={place} />
        <div className="outcome" role="status">
          {verdict === null ? (
            <p>Somebody has not heard everything yet.</p>
          ) : (
            <Outcome stage={stage} verdict={verdict} />
          )}
        </div>
      </div>
    </section>
  );
}

function Outcome({ stage, verdict }: { readonly stage: Stage; readonly verdict: Verdict }) {
  if (verdict.same) return <p>The same page as Imani’s and Wren’s.</p>;
  const { lost, doubled, misplaced } = verdict;
  return (
    <>
      {lost.length > 0 && (
        <p>
          <strong className="bad">Lost:</strong> {lost.map((words) => `“${words}”`).join(", ")}
        </p>
      )}
      {doubled.length > 0 && (
        <p>
          <strong className="bad">Twice:</strong> {doubled.map((words) => `“${words}”`).join(", ")}
        </p>
      )}
      {misplaced && (
        <p>
          <strong className="bad">Elsewhere:</strong> the words are there, but not where they were written.
        </p>
      )}
      {!stage.stock.following && <p>The pages have parted: what you do now is not repeated here.</p>}
      <Button small onClick={() => stage.restartStock()}>
        Go on from Imani’s page
      </Button>
    </>
  );
}
