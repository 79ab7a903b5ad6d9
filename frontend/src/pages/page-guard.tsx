/** Catches a fault of the page itself (a bug, or a part that could not be loaded) and says so in words. */
import { Component, type ReactNode } from "react";
import { Button } from "../ui/button.js";
import { Empty } from "../ui/empty.js";

export class PageGuard extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: unknown) {
    console.error(error);
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main>
        <Empty
          title="This page could not be shown"
          level={1}
          actions={
            <Button look="primary" onClick={() => location.reload()}>
              Reload
            </Button>
          }
        >
          Part of it failed or did not load. What the server has acknowledged is safe.
        </Empty>
      </main>
    );
  }
}
