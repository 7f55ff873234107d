import { ClipboardCopy, X } from "lucide-react";
import { useMemo } from "react";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { roleOf } from "../../../shared/machine/role.ts";
import type { Message } from "../../../shared/words/message.ts";
import { copyText } from "../../actions/clipboard.ts";
import { functionActions } from "../../actions/function-actions.ts";
import { useView } from "../../stores/view.ts";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { useSay } from "../../words/language.ts";
import { SELECTION_WORDS } from "../../words/tree-selection.ts";
import { shownColumns } from "./columns.ts";
import { rowsText } from "./copy.ts";
import styles from "./FunctionTable.module.css";
import type { RowPlaces } from "./places.ts";

/** What has a button of its own; the context menu has the rest. */
const BAR_ACTIONS: ReadonlySet<string> = new Set(["assign", "give-back", "hand-over"]);

/** `3 VFs of 0000:01:00.0 selected`, `4 functions selected, including 2 VFs`. */
function selectionSummary(functions: readonly FunctionInfo[]): Message {
  const count = functions.length;
  const vfs = functions.filter((fn) => roleOf(fn) === "vf");
  if (vfs.length === 0) return SELECTION_WORDS.functions({ count });
  if (vfs.length < count) return SELECTION_WORDS.withVfs({ count, vfs: vfs.length });
  const [pf, ...others] = new Set(vfs.map((vf) => vf.physfn));
  return others.length === 0
    ? SELECTION_WORDS.vfsOf({ count, pf: pf ?? "" })
    : SELECTION_WORDS.vfsOfPfs({ count, pfs: others.length + 1 });
}

interface SelectionBarProps {
  readonly machine: Machine;
  /** Of the rows that are listed. */
  readonly places: RowPlaces;
}

/** Below the table while several functions are selected: what can be done with all of them. */
export function SelectionBar({ machine, places }: SelectionBarProps) {
  const say = useSay();
  const selected = useView((view) => view.selected);
  const focused = useView((view) => view.focused);
  const columns = useView((view) => view.columns);
  const functions = useMemo(() => machine.functions.filter((fn) => selected.has(fn.bdf)), [machine, selected]);
  if (functions.length < 2) return null;
  const rows = () => rowsText(machine, functions, shownColumns(columns), say);
  const listed = places.ofAll();
  const unseen = functions.filter((fn) => !listed.has(`fn:${fn.bdf}`)).length;
  const selection = selectionSummary(functions);
  const summary = say(unseen === 0 ? selection : SELECTION_WORDS.unlisted({ selected: selection, count: unseen }));
  const actions = functionActions(machine, functions);
  const exporting = actions.find((action) => action.id === "export");
  return (
    <section className={styles.selection} aria-label={say(SELECTION_WORDS.label)}>
      <span className={styles.summary} role="status" title={summary}>
        {summary}
      </span>
      {actions
        .filter((action) => BAR_ACTIONS.has(action.id))
        .map((action) => (
          <Button
            key={action.id}
            icon={<action.icon />}
            disabled={action.disabledBecause !== null}
            title={action.disabledBecause ?? undefined}
            onClick={() => action.run()}
          >
            {action.label}
          </Button>
        ))}
      {exporting === undefined ? null : (
        <IconButton label={exporting.label} icon={<exporting.icon />} onClick={() => exporting.run()} />
      )}
      <IconButton
        label={SELECTION_WORDS.copyRows}
        shortcut="Ctrl C"
        icon={<ClipboardCopy />}
        onClick={() => void copyText(rows())}
      />
      <IconButton
        label={SELECTION_WORDS.clear}
        icon={<X />}
        onClick={() => useView.setState({ selected: new Set(focused === null ? [] : [focused]) })}
      />
    </section>
  );
}
