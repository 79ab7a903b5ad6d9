/** Beside the list, where it is wide: who is in which of the documents that are loaded. */
import type { DocumentSummary } from "@manyhands/backend/protocol/rest";
import { Link } from "wouter";
import { Avatar } from "../../ui/avatar.js";
import { titleOf } from "../document-title.js";
import { documentPath } from "../routes.js";

const most = 12;

export function HereNow({ documents }: { readonly documents: readonly DocumentSummary[] }) {
  const here = documents.flatMap((document) =>
    document.people.map((person, at) => ({ person, document, key: `${document.id} ${at}` })),
  );
  return (
    <aside className="aside" aria-labelledby="here-now">
      <h2 id="here-now">Here now</h2>
      {here.length === 0 && <p className="nobody">Nobody has a document open.</p>}
      {here.slice(0, most).map(({ person, document, key }) => (
        <div className="p" key={key}>
          <Avatar person={person} />
          <div>
            <b>{person.name}</b>
            <Link href={documentPath(document.id)}>{titleOf(document)}</Link>
          </div>
        </div>
      ))}
      {here.length > most && <p className="nobody">and {here.length - most} more</p>}
    </aside>
  );
}
