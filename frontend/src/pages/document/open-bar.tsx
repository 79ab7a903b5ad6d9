/** The end of the bar over an open document: who is here, getting it out, oneself. Narrow bars fold it into one menu. */
import { Download, Ellipsis, Link, Trash2 } from "lucide-react";
import { navigate } from "wouter/use-browser-location";
import type { PresentPerson } from "../../collab/presence.js";
import { IconButton } from "../../ui/icon-button.js";
import { Menu, MenuGroup, MenuItem } from "../../ui/menu.js";
import { useDocumentActions } from "../list/use-document-actions.js";
import { DownloadItems } from "./download-menu.js";
import { PeopleHere } from "./people-here.js";
import type { Here } from "./use-collab.js";

export interface OpenBarProps {
  readonly id: string;
  readonly title: string;
  readonly here: Here;
  readonly onGoTo: (person: PresentPerson) => void;
}

export function OpenBar({ id, title, here, onGoTo }: OpenBarProps) {
  const { copyLink, trash } = useDocumentActions();
  const moveToTrash = (
    <MenuGroup>
      <MenuItem
        danger
        icon={<Trash2 aria-hidden="true" />}
        onSelect={() => {
          navigate("/");
          trash(id, title);
        }}
      >
        Move to trash
      </MenuItem>
    </MenuGroup>
  );
  return (
    <>
      <PeopleHere here={here} onGoTo={onGoTo} />
      <span className="group not-phone">
        <IconButton label="Copy link" onClick={() => copyLink(id)}>
          <Link aria-hidden="true" />
        </IconButton>
        <Menu
          trigger={
            <IconButton label="Download and more">
              <Download aria-hidden="true" />
            </IconButton>
          }
        >
          <DownloadItems id={id} title={title} />
          {moveToTrash}
        </Menu>
      </span>
      <span className="phone">
        <Menu
          trigger={
            <IconButton label="More">
              <Ellipsis aria-hidden="true" />
            </IconButton>
          }
        >
          <MenuGroup>
            <MenuItem icon={<Link aria-hidden="true" />} onSelect={() => copyLink(id)}>
              Copy link
            </MenuItem>
          </MenuGroup>
          <DownloadItems id={id} title={title} />
          {moveToTrash}
        </Menu>
      </span>
    </>
  );
}
