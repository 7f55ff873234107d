import { ChevronsDownUp, ChevronsUpDown, Columns2, Search, SquareDashed } from "lucide-react";
import { openFieldSearch } from "../../../stores/field-search.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { setFilter, useDetail } from "../detail-state.ts";
import { FilterField } from "../parts/FilterField.tsx";
import styles from "./CapabilitiesTab.module.css";

/** Filter, what is open, which rows there are, and the bytes beside them. */
export function Toolbar({ onToggleAll }: { readonly onToggleAll: (open: boolean) => void }) {
  const filter = useDetail((state) => state.filter);
  const reserved = useDetail((state) => state.reserved);
  const hexBeside = useDetail((state) => state.hexBeside);
  return (
    <div className={styles.toolbar}>
      <FilterField
        value={filter}
        onChange={setFilter}
        label="Filter fields"
        placeholder="Filter by name, id, offset or value"
      />
      <IconButton
        label="Search the fields of all functions"
        shortcut="Ctrl Shift F"
        icon={<Search />}
        onClick={() => openFieldSearch(filter)}
      />
      <IconButton label="Open all fields" shortcut="*" icon={<ChevronsUpDown />} onClick={() => onToggleAll(true)} />
      <IconButton label="Close all fields" shortcut="-" icon={<ChevronsDownUp />} onClick={() => onToggleAll(false)} />
      <IconButton
        label={reserved ? "Hide reserved bits" : "Show reserved bits"}
        icon={<SquareDashed />}
        aria-pressed={reserved}
        onClick={() => useDetail.setState({ reserved: !reserved })}
      />
      <IconButton
        label={hexBeside ? "Hide the bytes" : "Show the bytes"}
        icon={<Columns2 />}
        aria-pressed={hexBeside}
        onClick={() => useDetail.setState({ hexBeside: !hexBeside })}
      />
    </div>
  );
}
