/** What can be done to a document from a list. Shown at once; a refusal is taken back and told. */
import { useMemo } from "react";
import { wordsFor } from "../../api/problem.js";
import { usePurgeDocument, useRenameDocument, useTrashDocument } from "../../api/queries.js";
import { copyText } from "../../ui/copy-text.js";
import { showToast } from "../../ui/toast.js";
import { documentUrl } from "../routes.js";

export interface DocumentActions {
  readonly rename: (id: string, title: string) => void;
  readonly copyLink: (id: string) => void;
  readonly trash: (id: string, name: string) => void;
  readonly restore: (id: string, name: string) => void;
  readonly purge: (id: string, name: string) => void;
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
    const restore = (id: string, name: string) =>
      tell(
        setTrashed({ id, trashed: false }),
        () => showToast(`“${name}” is back in the list`),
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
      trash: (id, name) =>
        tell(
          setTrashed({ id, trashed: true }),
          () =>
            showToast(`“${name}” moved to the trash`, {
              action: { label: "Undo", run: () => restore(id, name) },
            }),
          "It was not moved to the trash.",
        ),
      restore,
      purge: (id, name) =>
        tell(purge(id), () => showToast(`“${name}” deleted for good`), "It was not deleted."),
    };
  }, [rename, setTrashed, purge]);
}
