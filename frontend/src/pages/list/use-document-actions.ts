/** What can be done to a document from a list. Shown at once; a refusal is taken back and told. */
import { useMemo } from "react";
import { wordsFor } from "../../api/problem.js";
import { usePurgeDocument, useRenameDocument, useTrashDocument } from "../../api/queries.js";
import { showToast } from "../../ui/toast.js";
import { copyText } from "../copy-text.js";
import { documentUrl } from "../routes.js";

export interface DocumentActions {
  readonly rename: (id: string, title: string) => void;
  readonly copyLink: (id: string) => void;
  readonly trash: (id: string) => void;
  readonly restore: (id: string) => void;
  readonly purge: (id: string) => void;
}

export function useDocumentActions(): DocumentActions {
  const { mutateAsync: rename } = useRenameDocument();
  const { mutateAsync: setTrashed } = useTrashDocument();
  const { mutateAsync: purge } = usePurgeDocument();
  return useMemo(() => {
    // Awaited rather than given to `mutate`: the row that asked is gone by the time the answer comes.
    const tell = (done: Promise<void>, said: () => void, refused: string) => {
      done.then(said, (error: unknown) => showToast(`${refused} ${wordsFor(error)}`));
    };
    const restore = (id: string, words: string) =>
      tell(
        setTrashed({ id, trashed: false }),
        () => showToast(words),
        "It could not be taken out of the trash.",
      );
    return {
      rename: (id, title) => tell(rename({ id, title }), () => {}, "It was not renamed."),
      copyLink: (id) => {
        const url = documentUrl(id);
        void copyText(url).then((copied) =>
          showToast(copied ? "Link copied" : `This browser does not allow copying: ${url}`),
        );
      },
      trash: (id) =>
        tell(
          setTrashed({ id, trashed: true }),
          () =>
            showToast("Moved to the trash", {
              action: { label: "Undo", run: () => restore(id, "Back in the list") },
            }),
          "It was not moved to the trash.",
        ),
      restore: (id) => restore(id, "Restored"),
      purge: (id) => tell(purge(id), () => showToast("Deleted for good"), "It was not deleted."),
    };
  }, [rename, setTrashed, purge]);
}
