import { Search, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { focusRegion, REGIONS } from "../../actions/regions.ts";
import { setQuery, submitQuery } from "../../actions/tree-view.ts";
import { useView } from "../../stores/view.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { useSay } from "../../words/language.ts";
import { SHELL_WORDS } from "../../words/shell.ts";
import styles from "./TopBar.module.css";

export function SearchField() {
  const say = useSay();
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
        aria-label={say(SHELL_WORDS.search)}
        aria-keyshortcuts="/"
        placeholder={say(SHELL_WORDS.searchHint)}
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
          label={SHELL_WORDS.clearSearch}
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
