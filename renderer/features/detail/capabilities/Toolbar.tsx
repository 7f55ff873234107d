import { ChevronsDownUp, ChevronsUpDown, Columns2, Search, SquareDashed } from "lucide-react";
import { openFieldSearch } from "../../../stores/field-search.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { FIELD_TREE_WORDS as T } from "../../../words/field-tree.ts";
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
      <FilterField value={filter} onChange={setFilter} label={T.filter} placeholder={T.filterHint} />
      <IconButton
        label={say(T.searchAll)}
        shortcut="Ctrl Shift F"
        icon={<Search />}
        onClick={() => openFieldSearch(filter)}
      />
      <IconButton label={say(T.expandAll)} shortcut="*" icon={<ChevronsUpDown />} onClick={() => onToggleAll(true)} />
      <IconButton
        label={say(T.collapseAll)}
        shortcut="-"
        icon={<ChevronsDownUp />}
        onClick={() => onToggleAll(false)}
      />
      <IconButton
        label={say(reserved ? T.hideReserved : T.showReserved)}
        icon={<SquareDashed />}
        aria-pressed={reserved}
        onClick={() => useDetail.setState({ reserved: !reserved })}
      />
      <IconButton
        label={say(hexBeside ? T.hideBytes : T.showBytes)}
        icon={<Columns2 />}
        aria-pressed={hexBeside}
        onClick={() => useDetail.setState({ hexBeside: !hexBeside })}
      />
    </div>
  );
}
