/**
 * Makes a new page of a raw document, and goes there. Asks first where this browser has made one already, and which text
 * is meant where there are several, and tells what a page could not keep before it opens. Who has gone elsewhere meanwhile is told, and not taken along.
 */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { navigate } from "wouter/use-browser-location";
import { convertDocument, newDocumentId, readDocument } from "../api/documents.js";
import { isPassing, wordsFor } from "../api/problem.js";
import { documentKeys } from "../api/queries.js";
import { Dialog } from "../ui/dialog.js";
import { showToast } from "../ui/toast.js";
import { titleOf } from "./document-title.js";
import { keepPageMade, pageMadeOf } from "./pages-made.js";
import { documentPath } from "./routes.js";

export interface Conversion {
  /** Does nothing while it converts already. Every failure is told in a toast. */
  readonly start: () => void;
  readonly converting: boolean;
  /** To be drawn beside what starts it; null while there is nothing to ask or tell. */
  readonly dialog: ReactNode;
}

type Step =
  | { readonly kind: "again"; readonly id: string; readonly name: string }
  | { readonly kind: "choose"; readonly roots: readonly string[] }
  | { readonly kind: "tell"; readonly id: string; readonly warnings: readonly string[] };

/** Quicker conversions are not announced. */
const patienceMs = 500;

/** `comesFrom` has the focus when a dialog is closed; it may be left out where what starts it keeps the focus. */
export function useConvertToPage(rawId: string, comesFrom?: RefObject<HTMLElement | null>): Conversion {
  const queries = useQueryClient();
  const [converting, setConverting] = useState(false);
  const [step, setStep] = useState<Step | null>(null);
  const attempt = useRef<{ readonly id: string; readonly root: string | undefined } | null>(null);
  const awaited = useRef(true);
  const open = (id: string) => navigate(documentPath(id));

  useEffect(() => {
    awaited.current = true;
    return () => {
      awaited.current = false;
    };
  }, []);

  const made = (id: string, warnings: readonly string[]) => {
    attempt.current = null;
    keepPageMade(rawId, id);
    void queries.invalidateQueries({ queryKey: documentKeys.lists }); // The list may come later than the page.
    if (!awaited.current)
      showToast(["The page is made.", ...warnings].join(" "), {
        action: { label: "Open", run: () => open(id) },
      });
    else if (warnings.length > 0) setStep({ kind: "tell", id, warnings });
    else open(id);
  };
  const refused = (error: unknown) => {
    // Without an answer nobody knows: perhaps it was made.
    showToast(`${isPassing(error) ? "Not converted yet." : "No page was made."} ${wordsFor(error)}`);
  };
  const convert = async (root?: string) => {
    if (converting) return;
    // The id of an attempt whose answer was lost: the page that it made is found again.
    if (attempt.current?.root !== root) attempt.current = null;
    attempt.current ??= { id: newDocumentId(), root };
    awaited.current = true;
    setConverting(true);
    let hide = () => {};
    const announcing = setTimeout(() => {
      hide = showToast("Making the page…", { stays: true });
    }, patienceMs);
    const { id } = attempt.current;
    const outcome = await convertDocument(rawId, id, root).then(
      (answer) => () => {
        if (!("roots" in answer)) made(id, answer.warnings);
        else if (awaited.current) setStep({ kind: "choose", roots: answer.roots });
        else showToast("No page was made: the document holds several texts to choose from.");
      },
      (error: unknown) => () => refused(error),
    );
    clearTimeout(announcing);
    hide();
    setConverting(false);
    outcome();
  };

  const start = async () => {
    const known = attempt.current === null ? pageMadeOf(rawId) : null;
    const page = known === null ? null : await readDocument(known).catch(() => null);
    if (page === null || page.trashedAt !== null) return convert();
    setStep({ kind: "again", id: page.id, name: titleOf(page) });
  };

  const close = () => {
    awaited.current = !converting;
    setStep(null);
  };
  const dialog =
    step?.kind === "choose" ? (
      <ChooseText
        roots={step.roots}
        busy={converting}
        comesFrom={comesFrom}
        onChoose={(root) => void convert(root)}
        onClose={close}
      />
    ) : step?.kind === "again" ? (
      <Dialog
        open
        onOpenChange={close}
        title="There is a page of it"
        text={`You have made “${step.name}” of this document. Another page would hold what the document says now.`}
        agree="Open the page"
        other={{
          label: "Make another",
          run: () => {
            close();
            void convert();
          },
        }}
        onAgree={() => open(step.id)}
        comesFrom={comesFrom}
      />
    ) : step?.kind === "tell" ? (
      <Dialog
        open
        onOpenChange={close}
        title="The page is made"
        text="Not everything in the document has a place in a page. The document itself is as it was."
        agree="Open the page"
        decline="Stay here"
        onAgree={() => open(step.id)}
        comesFrom={comesFrom}
      >
        <ul className="warnings">
          {step.warnings.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </Dialog>
    ) : null;
  return { start: () => void start(), converting, dialog };
}

interface ChooseTextProps {
  readonly roots: readonly string[];
  readonly busy: boolean;
  readonly comesFrom: RefObject<HTMLElement | null> | undefined;
  readonly onChoose: (root: string) => void;
  readonly onClose: () => void;
}

function ChooseText({ roots, busy, comesFrom, onChoose, onClose }: ChooseTextProps) {
  const [chosen, setChosen] = useState(roots[0] ?? "");
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Which text?"
      text="This document holds several. The new page is made of one of them."
      agree={busy ? "Converting…" : "Convert"}
      busy={busy}
      onAgree={() => onChoose(chosen)}
      comesFrom={comesFrom}
    >
      <fieldset className="choices">
        <legend className="vh">Text</legend>
        {roots.map((root) => (
          <label key={root}>
            <input type="radio" name="root" checked={root === chosen} onChange={() => setChosen(root)} />
            <span dir="auto">{root}</span>
          </label>
        ))}
      </fieldset>
    </Dialog>
  );
}
