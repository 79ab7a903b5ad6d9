/** The end of a list that has more: fetches the next page when it comes into view, or when it is pressed. */
import { useEffect, useRef } from "react";
import { Button } from "../../ui/button.js";

export interface FurtherProps {
  readonly loading: boolean;
  /** The last attempt failed: it waits to be pressed. */
  readonly failed: boolean;
  readonly onMore: () => void;
}

export function Further({ loading, failed, onMore }: FurtherProps) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (loading || failed || end.current === null) return;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && onMore(), {
      rootMargin: "600px",
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [loading, failed, onMore]);
  return (
    <div className="further" ref={end}>
      <Button look="ghost" disabled={loading} onClick={onMore}>
        {loading ? "Loading more…" : "Show more"}
      </Button>
    </div>
  );
}
