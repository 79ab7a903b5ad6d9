/** Routes a URL to a page. The document page, with the editor and Yjs, is loaded only when it is needed. */
import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { usePathname } from "wouter/use-browser-location";
import { createQueryClient } from "./api/queries.js";
import { ListPage } from "./pages/list/list-page.js";
import { NowherePage } from "./pages/nowhere-page.js";
import { PageGuard } from "./pages/page-guard.js";
import { placeOf } from "./pages/routes.js";
import { Toasts } from "./ui/toast.js";
import { TooltipArea } from "./ui/tooltip.js";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/surfaces.css";
import "./styles/people.css";
import "./styles/feedback.css";
import "./styles/shell.css";
import "./styles/list.css";

const DocumentPage = lazy(async () => {
  const { DocumentPage } = await import("./pages/document/document-page.js");
  return { default: DocumentPage };
});

function Page() {
  const path = usePathname();
  return (
    // A fault of one page is left behind with it.
    <PageGuard key={path}>
      <PageAt path={path} />
    </PageGuard>
  );
}

function PageAt({ path }: { readonly path: string }) {
  const place = placeOf(path);
  switch (place.page) {
    case "list":
      return <ListPage trashed={false} />;
    case "trash":
      return <ListPage trashed={true} />;
    case "document":
      return (
        <Suspense fallback={null}>
          <DocumentPage id={place.id} />
        </Suspense>
      );
    case "nowhere":
      return <NowherePage />;
  }
}

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <TooltipArea>
        <Page />
        <Toasts />
      </TooltipArea>
    </QueryClientProvider>
  </StrictMode>,
);
