/** The shape of what is coming, only when it takes longer than a blink. */
import { type ReactNode, useEffect, useState } from "react";

/** Shows its children after 200 ms: quicker things never flash a skeleton. */
export function AfterBlink({ children }: { readonly children: ReactNode }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return due ? children : null;
}

/** A grey line of the given size. */
export function Skeleton({ width, height }: { readonly width?: string; readonly height?: string }) {
  return <span className="skel" style={{ width, height }} />;
}
