/** For a URL that leads nowhere. */
import { useEffect } from "react";
import { Link } from "wouter";
import { Brand } from "../ui/brand.js";
import { Empty } from "../ui/empty.js";

export function NowherePage() {
  useEffect(() => {
    document.title = "No such page — Manyhands";
  }, []);
  return (
    <div className="home">
      <header className="top">
        <Brand />
      </header>
      <main>
        <Empty
          title="There is no such page"
          level={1}
          actions={
            <Link className="btn primary" href="/">
              All documents
            </Link>
          }
        >
          The address may have been cut short or mistyped.
        </Empty>
      </main>
    </div>
  );
}
