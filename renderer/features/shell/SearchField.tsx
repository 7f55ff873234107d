import { Search, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { focusRegion, REGIONS } from "../../actions/regions.ts";
import { setQuery, submitQuery } from "../../actions/tree-view.ts";
import { useView } from "../../stores/view.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import styles from "./TopBar.module.css";

export function SearchField() {
  const query = useView((view) => view.query);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.preventDefault();
      // First the text goes, then the field.
      if (query === "") focusRegion("table");
      else setQuery("");
    }
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      submitQuery();
      focusRegion("table");
    }
  };
  return (
    <search className={styles.search}>
      <Search aria-hidden="true" />
      <input
        id={REGIONS.search}
        type="search"
        aria-label="Search functions"
        aria-keyshortcuts="/"
        placeholder="Search address, name, id, driver, interface, group 41 …"
        autoComplete="off"
        spellCheck={false}
        className={styles.input}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {query === "" ? (
        <span className={styles.hint} aria-hidden="true">
          <Kbd keys="/" />
        </span>
      ) : (
        <IconButton
          label="Clear search"
          shortcut="Esc"
          icon={<X />}
          className={styles.clear ?? ""}
          onClick={() => {
            setQuery("");
            focusRegion("search");
          }}
        />
      )}
    </search>
  );
}
