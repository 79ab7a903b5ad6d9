/** Takes files dropped anywhere on the page, and says so while they hover. */
import { useState } from "react";
import { useDroppedFiles } from "../../ui/dropped-files.js";

export interface DropZoneProps {
  /** null where none are wanted. */
  readonly onFiles: ((files: readonly File[]) => void) | null;
}

export function DropZone({ onFiles }: DropZoneProps) {
  const [over, setOver] = useState(false);
  useDroppedFiles((files) => onFiles?.(files), setOver);
  return over && onFiles !== null ? (
    <div className="drop" aria-hidden="true">
      Drop Markdown files to import them
    </div>
  ) : null;
}
