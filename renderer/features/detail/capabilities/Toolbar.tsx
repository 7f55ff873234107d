import { ChevronsDownUp, ChevronsUpDown, Columns2, Search, SquareDashed } from "lucide-react";
import { openFieldSearch } from "../../../stores/field-search.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { FIELD_TREE_WORDS } from "../../../words/field-tree.ts";
import { useSay } from "../../../words/language.ts";
import { setFilter, useDetail } from "../detail-state.ts";
import { FilterField } from "../parts/FilterField.tsx";
import styles from "./CapabilitiesTab.module.css";

/** Filter, what is open, which rows there are, and the bytes beside them. */
export function Toolbar({ onToggleAll }: { readonly onToggleAll: (open: boolean) => void }) {
  const say = useSay();
  const filter = useDetail((state) => state.filter);
  const reserved = useDetail((state) => state.reserved);
  const hexBeside = useDetail((state) => state.hexBeside);
  return (
    <div className={styles.toolbar}>
      <FilterField
        value={filter}
        onChange={setFilter}
        label={FIELD_TREE_WORDS.filter}
        placeholder={FIELD_TREE_WORDS.filterHint}
      />
      <IconButton
        label={say(FIELD_TREE_WORDS.searchAll)}
        shortcut="Ctrl Shift F"
        icon={<Search />}
        onClick={() => openFieldSearch(filter)}
      />
      <IconButton
        label={say(FIELD_TREE_WORDS.expandAll)}
        shortcut="*"
        icon={<ChevronsUpDown />}
        onClick={() => onToggleAll(true)}
      />
      <IconButton
        label={say(FIELD_TREE_WORDS.collapseAll)}
        shortcut="-"
        icon={<ChevronsDownUp />}
        onClick={() => onToggleAll(false)}
      />
      <IconButton
        label={say(reserved ? FIELD_TREE_WORDS.hideReserved : FIELD_TREE_WORDS.showReserved)}
        icon={<SquareDashed />}
        aria-pressed={reserved}
        onClick={() => useDetail.setState({ reserved: !reserved })}
      />
      <IconButton
        label={say(hexBeside ? FIELD_TREE_WORDS.hideBytes : FIELD_TREE_WORDS.showBytes)}
        icon={<Columns2 />}
        aria-pressed={hexBeside}
        onClick={() => useDetail.setState({ hexBeside: !hexBeside })}
      />
    </div>
  );
}
