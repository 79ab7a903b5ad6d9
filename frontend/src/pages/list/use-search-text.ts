/** The search of the list, kept in the URL (`?query=`), so that it survives a reload and can be shared. */
import { useEffect, useState } from "react";
import { navigate, useSearch } from "wouter/use-browser-location";
import { useSettled } from "../use-settled.js";

const restMs = 200;

export interface SearchText {
  /** What stands in the field. */
  readonly text: string;
  /** What is searched for. */
  readonly query: string;
  readonly search: (text: string) => void;
}

export function useSearchText(): SearchText {
  const query = new URLSearchParams(useSearch()).get("query") ?? "";
  const [text, setText] = useState(query);
  const [seen, setSeen] = useState(query);
  const settled = useSettled(text, restMs).trim();

  // The URL changed by itself (back, forward): the field follows.
  if (query !== seen) {
    setSeen(query);
    if (query !== text.trim()) setText(query);
  }

  useEffect(() => {
    const url = new URL(location.href);
    if ((url.searchParams.get("query") ?? "") === settled) return;
    if (settled === "") url.searchParams.delete("query");
    else url.searchParams.set("query", settled);
    navigate(url.pathname + url.search, { replace: true });
  }, [settled]);

  return { text, query, search: setText };
}
