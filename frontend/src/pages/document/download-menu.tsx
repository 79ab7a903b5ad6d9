/** Getting the document out as a file, in four formats. */
import type { SnapshotFormat } from "@manyhands/backend/protocol/rest";
import { Braces, CodeXml, FileText, Hash } from "lucide-react";
import { useState } from "react";
import { wordsFor } from "../../api/problem.js";
import { readSnapshot } from "../../api/snapshots.js";
import { MenuGroup, MenuItem } from "../../ui/menu.js";
import { showToast } from "../../ui/toast.js";
import { fileName, saveFile } from "./save-file.js";

const formats: readonly {
  readonly format: SnapshotFormat;
  readonly label: string;
  readonly ending: string;
  readonly icon: typeof Hash;
}[] = [
  { format: "markdown", label: "Markdown", ending: "md", icon: Hash },
  { format: "html", label: "HTML", ending: "html", icon: CodeXml },
  { format: "text", label: "Plain text", ending: "txt", icon: FileText },
  { format: "json", label: "JSON", ending: "json", icon: Braces },
];

export interface DownloadItemsProps {
  readonly id: string;
  readonly title: string;
}

/** For inside a menu. A download that the server cannot make is told in a toast. */
export function DownloadItems({ id, title }: DownloadItemsProps) {
  const [busy, setBusy] = useState(false);
  const download = async (format: SnapshotFormat, ending: string) => {
    setBusy(true);
    try {
      saveFile(await readSnapshot(id, format), fileName(title, ending));
    } catch (error) {
      showToast(`No file was made. ${wordsFor(error)}`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <MenuGroup label="Download as">
      {formats.map(({ format, label, ending, icon: Icon }) => (
        <MenuItem
          key={format}
          icon={<Icon aria-hidden="true" />}
          disabled={busy}
          onSelect={() => void download(format, ending)}
        >
          {label}
          <kbd>.{ending}</kbd>
        </MenuItem>
      ))}
    </MenuGroup>
  );
}
