/** Imports Markdown files one after another. A single one is opened; what failed is told file by file. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { navigate } from "wouter/use-browser-location";
import { importMarkdown, newDocumentId } from "../../api/documents.js";
import { wordsFor } from "../../api/problem.js";
import { documentKeys } from "../../api/queries.js";
import { showToast } from "../../ui/toast.js";
import { documentPath } from "../routes.js";
import { readMarkdownFile } from "./markdown-file.js";

export interface Import {
  readonly start: (files: readonly File[]) => void;
  readonly importing: boolean;
  /** One sentence for each file that was not imported by the last start. */
  readonly problems: readonly string[];
  readonly dismiss: () => void;
}

export function useImport(): Import {
  const client = useQueryClient();
  const [importing, setImporting] = useState(false);
  const [problems, setProblems] = useState<readonly string[]>([]);

  const run = useCallback(
    async (files: readonly File[]) => {
      const failed: string[] = [];
      const made: string[] = [];
      for (const file of files) {
        const read = await readMarkdownFile(file);
        if (typeof read === "string") {
          failed.push(read);
          continue;
        }
        const id = newDocumentId();
        try {
          await importMarkdown(id, read.title, read.markdown);
          made.push(id);
        } catch (error) {
          failed.push(`“${file.name}” was not imported. ${wordsFor(error)}`);
        }
      }
      setProblems(failed);
      if (made.length > 0) await client.invalidateQueries({ queryKey: documentKeys.lists });
      const [only] = made;
      if (only !== undefined && files.length === 1) navigate(documentPath(only));
      else if (made.length > 0)
        showToast(made.length === 1 ? "One document imported" : `${made.length} documents imported`);
    },
    [client],
  );

  const start = useCallback(
    (files: readonly File[]) => {
      if (importing || files.length === 0) return;
      setImporting(true);
      setProblems([]);
      void run(files).finally(() => setImporting(false)); // Every failure is a sentence in `problems`.
    },
    [importing, run],
  );
  return { start, importing, problems, dismiss: useCallback(() => setProblems([]), []) };
}
