import { ChevronDown, ChevronsDownUp, ChevronsUpDown, Columns3 } from "lucide-react";
import { memo } from "react";
import { COLUMNS } from "../../../shared/machine/columns.ts";
import { BY_USE, FILTERS, type Filter, type FilterCount, filterCounts } from "../../../shared/machine/filters.ts";
import type { MachineView } from "../../../shared/machine/used-by.ts";
import { sentences } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { COMMON } from "../../../shared/words/texts/common.ts";
import { FILTER_WORDS } from "../../../shared/words/texts/table-filters.ts";
import { setAllRowsOpen, setGrouping, toggleChip } from "../../actions/tree-view.ts";
import { useWhyUseUnknown } from "../../stores/used-by.ts";
import { GROUPING_TITLES, GROUPINGS, remember, useView } from "../../stores/view.ts";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Menu, type MenuItem } from "../../ui/Menu.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { Tooltip } from "../../ui/Tooltip.tsx";
import { COMMAND_WORDS } from "../../words/commands.ts";
import { useSay } from "../../words/language.ts";
import { Say } from "../../words/Say.tsx";
import { TOOLBAR_WORDS } from "../../words/tree-toolbar.ts";
import { TREE_COLUMN, withColumn } from "./columns.ts";
import styles from "./TreeToolbar.module.css";
import { useShownColumns } from "./use-columns.ts";

const SEGMENTS = GROUPINGS.map((id) => ({ id, label: GROUPING_TITLES[id] }));

function GroupingControl() {
  const grouping = useView((view) => view.grouping);
  const items: MenuItem[] = GROUPINGS.map((id) => ({
    kind: "choice",
    id,
    label: GROUPING_TITLES[id],
    checked: id === grouping,
    run: () => setGrouping(id),
  }));
  return (
    <>
      <div className={styles.segments}>
        <SegmentedControl label={TOOLBAR_WORDS.groupBy} value={grouping} onChange={setGrouping} options={SEGMENTS} />
      </div>
      <div className={styles.menu}>
        <Menu
          trigger={
            <Button aria-label={TOOLBAR_WORDS.groupedBy({ grouping: GROUPING_TITLES[grouping] })}>
              <Say of={GROUPING_TITLES[grouping]} />
              <ChevronDown aria-hidden="true" />
            </Button>
          }
          items={items}
        />
      </div>
    </>
  );
}

function ColumnChooser() {
  const shown = useShownColumns();
  const items: MenuItem[] = COLUMNS.filter((column) => column.id !== TREE_COLUMN).map((column) => {
    const checked = shown.includes(column.id);
    return {
      kind: "choice",
      id: column.id,
      label: column.title,
      checked,
      multiple: true,
      run: () => remember({ columns: withColumn(shown, column.id, !checked) }),
    };
  });
  items.push(
    { kind: "line", id: "line" },
    { id: "reset", label: COMMAND_WORDS.resetColumns, run: () => remember({ columns: null, columnWidths: {} }) },
  );
  return <Menu trigger={<IconButton label={TOOLBAR_WORDS.columns} icon={<Columns3 />} />} items={items} align="end" />;
}

const NONE: FilterCount = { count: 0, unknown: 0 };

function filterHelp({ id, help }: Filter, unknown: number, whyUseUnknown: Words): Words {
  if (unknown === 0) return help;
  return sentences(help, FILTER_WORDS.unknownFor({ count: unknown }), BY_USE.has(id) ? whyUseUnknown : null);
}

interface ChipCountProps extends FilterCount {
  /** Others may be to come. */
  readonly arriving: boolean;
}

/** How many are known, with a mark where there may be more; "none, or more" is a number that tells nothing. */
function ChipCount({ count, unknown, arriving }: ChipCountProps) {
  const say = useSay();
  if (count === 0 && unknown > 0 && !arriving) {
    return (
      <span className={styles.count}>
        <span aria-hidden="true">?</span>
        <span className="visually-hidden">{say(COMMON.unknown)}</span>
      </span>
    );
  }
  return <span className={styles.count}>{`${count}${arriving || unknown > 0 ? "+" : ""}`}</span>;
}

function Chips(view: MachineView) {
  const { machine } = view;
  const say = useSay();
  const chips = useView((view) => view.chips);
  const counts = filterCounts(view);
  const whyUseUnknown = useWhyUseUnknown();
  const arriving = machine.snapshot.partOf !== undefined;
  return (
    <fieldset className={styles.chips} aria-label={say(TOOLBAR_WORDS.filters)}>
      {FILTERS.map((filter) => {
        const { count, unknown } = counts.get(filter.id) ?? NONE;
        return (
          <Tooltip
            key={filter.id}
            text={filterHelp(filter, unknown, whyUseUnknown)}
            trigger={
              <button
                type="button"
                aria-pressed={chips.has(filter.id)}
                data-empty={count === 0}
                className={styles.chip}
                onClick={() => toggleChip(filter.id)}
              >
                {say(filter.title)} <ChipCount count={count} unknown={unknown} arriving={arriving} />
              </button>
            }
          />
        );
      })}
    </fieldset>
  );
}

/** Above the table: how it is grouped, what it leaves out, which columns it has. */
export const TreeToolbar = memo(function TreeToolbar(view: MachineView) {
  return (
    <div className={styles.bar}>
      <div className={styles.line}>
        <GroupingControl />
        <span className={styles.space} />
        <IconButton label={COMMAND_WORDS.expandAll} icon={<ChevronsUpDown />} onClick={() => setAllRowsOpen(true)} />
        <IconButton label={COMMAND_WORDS.collapseAll} icon={<ChevronsDownUp />} onClick={() => setAllRowsOpen(false)} />
        <ColumnChooser />
      </div>
      <Chips {...view} />
    </div>
  );
});
