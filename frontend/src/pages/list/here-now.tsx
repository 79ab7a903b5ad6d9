/** Beside the list, where it is wide: who is in which of the documents that are loaded. */
import type { DocumentSummary, Person } from "@manyhands/backend/protocol/rest";
import { Link } from "wouter";
import { Avatar } from "../../ui/avatar.js";
import { titleOf } from "../document-title.js";
import { documentPath } from "../routes.js";
import type { List } from "./use-list.js";

const most = 12;

export function HereNow({ list }: { readonly list: List }) {
  const here = whoIsWhere(list.documents);
  const known = list.error === null && list.state !== "loading";
  return (
    <aside className="aside" aria-labelledby="here-now">
      <h2 id="here-now">Here now</h2>
      {list.error !== null && <p className="nobody">Not known until the server answers.</p>}
      {known && here.length === 0 && <p className="nobody">Nobody has a document open.</p>}
      {known &&
        here.slice(0, most).map(({ person, document }) => (
          <div className="p" key={`${person.name} ${person.color}`}>
            <Avatar person={person} />
            <div>
              <b>{person.name}</b>
              <Link href={documentPath(document.id)}>{titleOf(document)}</Link>
            </div>
          </div>
        ))}
      {known && here.length > most && <p className="nobody">and {here.length - most} more</p>}
    </aside>
  );
}

/** Each once, with the document of theirs that comes first. */
function whoIsWhere(documents: readonly DocumentSummary[]) {
  const found = new Map<string, { readonly person: Person; readonly document: DocumentSummary }>();
  for (const document of documents) {
    for (const person of document.people) {
      const key = `${person.name} ${person.color}`;
      if (!found.has(key)) found.set(key, { person, document });
    }
  }
  return [...found.values()];
}
