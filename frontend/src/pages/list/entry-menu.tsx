/** What one can do with a document in the list: rename or convert, copy its link, put it in the trash. */
import type { DocumentSummary } from "@manyhands/backend/protocol/rest";
import { Ellipsis, FileText, Link as LinkIcon, Pencil, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { IconButton } from "../../ui/icon-button.js";
import { Menu, MenuGroup, MenuItem } from "../../ui/menu.js";
import { useConvertToPage } from "../convert-to-page.js";
import { titleOf } from "../document-title.js";
import { RenameDialog } from "./rename-dialog.js";
import type { DocumentActions } from "./use-document-actions.js";

export interface EntryMenuProps {
  readonly document: DocumentSummary;
  readonly actions: DocumentActions;
}

export function EntryMenu({ document, actions }: EntryMenuProps) {
  const [renaming, setRenaming] = useState(false);
  const { id, kind } = document;
  const more = useRef<HTMLButtonElement>(null);
  const conversion = useConvertToPage(id, more);
  return (
    <>
      <Menu
        trigger={
          <IconButton ref={more} className="more" label={`More for ${titleOf(document)}`}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuGroup>
          {kind === "page" && (
            <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => setRenaming(true)}>
              Rename
            </MenuItem>
          )}
          {kind === "raw" && (
            <MenuItem
              icon={<FileText aria-hidden="true" />}
              disabled={conversion.converting}
              onSelect={conversion.start}
            >
              {conversion.converting ? "Converting…" : "Convert to page"}
            </MenuItem>
          )}
          <MenuItem icon={<LinkIcon aria-hidden="true" />} onSelect={() => actions.copyLink(id)}>
            Copy link
          </MenuItem>
        </MenuGroup>
        <MenuGroup>
          <MenuItem
            danger
            icon={<Trash2 aria-hidden="true" />}
            onSelect={() => actions.trash(id, titleOf(document))}
          >
            Move to trash
          </MenuItem>
        </MenuGroup>
      </Menu>
      {conversion.dialog}
      {renaming && (
        <RenameDialog
          title={document.title}
          comesFrom={more}
          onClose={() => setRenaming(false)}
          onRename={(title) => actions.rename(id, title)}
        />
      )}
    </>
  );
}
