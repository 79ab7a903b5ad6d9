/** One document in the list: title, leader, time; its first words; who is in it, at the end and in the margin. */
import type { DocumentSummary } from "@manyhands/backend/protocol/rest";
import { memo, type ReactNode } from "react";
import { Link } from "wouter";
import { AvatarStack } from "../../ui/avatar.js";
import { personStyle } from "../../ui/people-colors.js";
import { titleOf } from "../document-title.js";
import { documentPath } from "../routes.js";
import { fullTime } from "../time-words.js";
import { UnsavedMark } from "../unsaved-mark.js";

export interface EntryProps {
  readonly document: DocumentSummary;
  readonly moment: Date;
  /** The moment as this list says it. */
  readonly time: string;
  /** Who is in it cannot be known just now. */
  readonly away: boolean;
  /** In place of the document's first words. */
  readonly words?: string;
  readonly children: ReactNode;
}

export const Entry = memo(function Entry({ document, moment, time, away, words, children }: EntryProps) {
  const { people, kind } = document;
  const untitled = kind === "page" && document.title.trim() === "";
  return (
    <li className="entry">
      {people.length > 0 && !away && (
        <span className="hands" aria-hidden="true">
          {people.slice(0, 4).map((person, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two people may share a name and a colour
            <i key={at} style={personStyle(person.color)} />
          ))}
        </span>
      )}
      <div className="ttl">
        <Link
          href={documentPath(document.id)}
          className={kind === "raw" ? "raw" : untitled ? "untitled" : undefined}
          dir="auto"
        >
          {titleOf(document)}
        </Link>
        {kind === "raw" && <small>Raw</small>}
        <UnsavedMark id={document.id} />
        <span className="lead" />
        <time dateTime={moment.toISOString()} title={fullTime(moment)}>
          {time}
        </time>
      </div>
      <p dir="auto">{words ?? document.excerpt}</p>
      <div className="end">
        <AvatarStack people={people} size="s" away={away} />
        {children}
      </div>
    </li>
  );
});
