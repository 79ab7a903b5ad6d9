/** The frame of the document page: the list beside it, the bar above it, the sheet, and a foot on phones. */
import { ArrowLeft, PanelLeft } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { Link } from "wouter";
import { useDroppedFiles } from "../../ui/dropped-files.js";
import { IconButton } from "../../ui/icon-button.js";
import { Tooltip } from "../../ui/tooltip.js";
import { AccountMenu } from "../account-menu.js";
import { SideList, useSideList } from "../side-list.js";

export interface FrameProps {
  /** The document's, for the list. */
  readonly id: string;
  /** A title, or the field that holds it. */
  readonly name: ReactNode;
  readonly status?: ReactNode;
  /** What stands at the end of the bar, before one's own avatar. */
  readonly bar?: ReactNode;
  readonly foot?: ReactNode;
  /** Lies over the lower end of the sheet, so that its coming and going moves no line. */
  readonly note?: ReactNode;
  /** Files were dropped, which never open in place of the page. */
  readonly onFiles?: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

export function Frame({ id, name, status, bar, foot, note, onFiles, children }: FrameProps) {
  useDroppedFiles((files) => onFiles?.(files));
  const list = useSideList();
  return (
    <div className={list.beside && list.shown ? "app" : "app no-list"}>
      <SideList state={list} current={id} />
      <header className="bar">
        <Tooltip label="All documents">
          <Link className="icon" href="/" aria-label="All documents">
            <ArrowLeft aria-hidden="true" />
          </Link>
        </Tooltip>
        {!(list.beside && list.shown) && (
          <IconButton label="Show the list of documents" className="not-phone" onClick={list.show}>
            <PanelLeft aria-hidden="true" />
          </IconButton>
        )}
        <div className="title">
          {typeof name === "string" ? <span className="name">{name}</span> : name}
          {status}
        </div>
        <span className="grow" />
        {bar}
        <AccountMenu />
      </header>
      <main className="sheet">
        <div className="scroll" tabIndex={-1}>
          {children}
        </div>
        {note}
      </main>
      {foot}
    </div>
  );
}

/** The name on the browser's tab. */
export function useTabTitle(name: string) {
  useEffect(() => {
    document.title = `${name} — Manyhands`;
  }, [name]);
}
