/**
 * Makes a new page of a raw document, and goes there. Asks which text is meant where there are several, and tells what
 * a page could not keep before it opens.
 */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { navigate } from "wouter/use-browser-location";
import { convertDocument, newDocumentId } from "../api/documents.js";
import { ApiProblem, wordsFor } from "../api/problem.js";
import { documentKeys } from "../api/queries.js";
import { Dialog } from "../ui/dialog.js";
import { showToast } from "../ui/toast.js";
import { documentPath } from "./routes.js";

export interface Conversion {
  readonly start: () => void;
  readonly converting: boolean;
  /** To be drawn beside what starts it; null while there is nothing to ask or tell. */
  readonly dialog: ReactNode;
}

type Step =
  | { readonly kind: "choose"; readonly roots: readonly string[] }
  | { readonly kind: "tell"; readonly id: string; readonly warnings: readonly string[] };

export function useConvertToPage(rawId: string): Conversion {
  const queries = useQueryClient();
  const [converting, setConverting] = useState(false);
  const [step, setStep] = useState<Step | null>(null);
  const open = (id: string) => navigate(documentPath(id));

  const convert = async (root?: string) => {
    setConverting(true);
    const id = newDocumentId();
    try {
      const warnings = await convertDocument(rawId, id, root);
      void queries.invalidateQueries({ queryKey: documentKeys.lists }); // The list may come later than the page.
      if (warnings.length === 0) open(id);
      else setStep({ kind: "tell", id, warnings });
    } catch (error) {
      const roots = error instanceof ApiProblem ? error.roots : [];
      if (roots.length > 0) setStep({ kind: "choose", roots });
      else showToast(`No page was made. ${wordsFor(error)}`);
    } finally {
      setConverting(false);
    }
  };

  const close = () => setStep(null);
  const start = () => void convert(); // Every failure is told in a toast.
  const dialog =
    step?.kind === "choose" ? (
      <ChooseText
        roots={step.roots}
        busy={converting}
        onChoose={(root) => void convert(root)}
        onClose={close}
      />
    ) : step?.kind === "tell" ? (
      <Dialog
        open
        onOpenChange={close}
        title="The page is made"
        text="Not everything in the document has a place in a page. The document itself is as it was."
        agree="Open the page"
        onAgree={() => open(step.id)}
      >
        <ul className="warnings">
          {step.warnings.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </Dialog>
    ) : null;
  return { start, converting, dialog };
}

interface ChooseTextProps {
  readonly roots: readonly string[];
  readonly busy: boolean;
  readonly onChoose: (root: string) => void;
  readonly onClose: () => void;
}

function ChooseText({ roots, busy, onChoose, onClose }: ChooseTextProps) {
  const [chosen, setChosen] = useState(roots[0] ?? "");
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Which text?"
      text="This document holds several. The new page is made of one of them."
      agree="Convert"
      busy={busy}
      onAgree={() => onChoose(chosen)}
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
