/** The top of the list page: brand, search, one's own account. On a phone the search opens over it. */
import { Search, X } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { Brand } from "../../ui/brand.js";
import { SearchField } from "../../ui/field.js";
import { IconButton } from "../../ui/icon-button.js";
import { AccountMenu } from "../account-menu.js";
import { useSearchKeys } from "../use-search-keys.js";
import type { SearchText } from "./use-search-text.js";

export interface ListHeaderProps {
  readonly search: SearchText;
  readonly current: boolean;
}

export function ListHeader({ search, current }: ListHeaderProps) {
  const field = useRef<HTMLInputElement>(null);
  const [opened, setOpened] = useState(search.query !== "");
  const focus = useCallback(() => {
    setOpened(true);
    // On a phone the field is shown only by the next frame.
    requestAnimationFrame(() => field.current?.select());
  }, []);
  useSearchKeys(focus);
  return (
    <header className={opened ? "top searching" : "top"}>
      <Brand current={current} />
      <SearchField
        ref={field}
        label="Search documents by title"
        placeholder="Search titles"
        keys="Mod-K"
        value={search.text}
        onSearch={search.search}
      />
      <span className="grow phone" />
      <IconButton className="phone" label="Search" onClick={focus}>
        <Search aria-hidden="true" />
      </IconButton>
      {opened && (
        <IconButton
          className="phone close-search"
          label="Close the search"
          onClick={() => {
            search.search("");
            setOpened(false);
          }}
        >
          <X aria-hidden="true" />
        </IconButton>
      )}
      <AccountMenu />
    </header>
  );
}
