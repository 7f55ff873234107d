import { SearchX, ServerOff } from "lucide-react";
import { useMemo } from "react";
import { BY_USE, FILTERS, filterCounts } from "../../../shared/machine/filters.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { sentences } from "../../../shared/words/joined.ts";
import { FILTER_WORDS } from "../../../shared/words/texts/table-filters.ts";
import { clearNarrowing } from "../../actions/tree-view.ts";
import { selectionSummary } from "../../model/selection-summary.ts";
import { useMachine } from "../../stores/machine.ts";
import { useUsedBy, useWhyUseUnknown } from "../../stores/used-by.ts";
import { selectOnly, useView } from "../../stores/view.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { COMMAND_WORDS } from "../../words/commands.ts";
import { DETAIL_WORDS } from "../../words/detail.ts";
import { useSay } from "../../words/language.ts";
import { Say } from "../../words/Say.tsx";
import { TREE_WORDS } from "../../words/tree.ts";
import { ROW_WORDS } from "../../words/tree-rows.ts";
import { SELECTION_WORDS } from "../../words/tree-selection.ts";
import styles from "./FunctionTable.module.css";
import { TreeGrid } from "./TreeGrid.tsx";
import { TreeToolbar } from "./TreeToolbar.tsx";
import { type TreeModel, useRows } from "./use-rows.ts";

/** How far a machine of many functions has been read; nothing once all of them are there. */
function Arriving() {
  const arriving = useMachine((state) => state.arriving);
  const isLost = useMachine((state) => state.live === "lost");
  if (arriving === null) return null;
  return (
    <span>
      <Say of={isLost ? TREE_WORDS.onlyRead(arriving) : TREE_WORDS.reading(arriving)} />
    </span>
  );
}

/** How many are selected, of which some may be hidden by search and filters; nothing while it is one. */
function Selected({ model, machine }: { readonly model: TreeModel; readonly machine: Machine }) {
  const say = useSay();
  const selected = useView((view) => view.selected);
  const functions = useMemo(
    () => (selected.size < 2 ? [] : machine.functions.filter(({ bdf }) => selected.has(bdf))),
    [machine, selected],
  );
  if (functions.length < 2) return null;
  const listed = model.places.ofAll();
  const unseen = functions.filter(({ bdf }) => !listed.has(`fn:${bdf}`)).length;
  const summary = selectionSummary(functions);
  const { focused } = useView.getState();
  return (
    <>
      <span role="status" className={styles.selected}>
        {say(unseen === 0 ? summary : SELECTION_WORDS.unlisted({ selected: summary, count: unseen }))}
      </span>
      <button type="button" className={styles.link} onClick={() => selectOnly(focused === null ? [] : [focused])}>
        {say(SELECTION_WORDS.clear)}
      </button>
    </>
  );
}

function StatusLine({ model, machine }: { readonly model: TreeModel; readonly machine: Machine }) {
  const say = useSay();
  const total = machine.functions.length;
  const vfs = useMemo(() => machine.functions.filter((fn) => fn.physfn !== null).length, [machine]);
  const all = vfs === 0 ? ROW_WORDS.functions({ count: total }) : TREE_WORDS.allWithVfs({ count: total, vfs });
  const left = model.departed.size;
  const isPart = machine.snapshot.partOf !== undefined;
  const matches = (isPart ? TREE_WORDS.matchesSoFar : ROW_WORDS.some)({ matches: model.matches, count: total });
  return (
    <div className={styles.status}>
      <Arriving />
      {isPart && !model.narrowed ? null : <span role="status">{say(model.narrowed ? matches : all)}</span>}
      {model.narrowed ? (
        <button type="button" className={styles.link} onClick={clearNarrowing}>
          {say(TREE_WORDS.showAll)}
        </button>
      ) : null}
      {left === 0 ? null : <span>{say(TREE_WORDS.removed({ count: left }))}</span>}
      <Selected model={model} machine={machine} />
    </div>
  );
}

/** Nothing is denied that a filter could not find out. */
function NoMatches({ model }: { readonly model: TreeModel }) {
  const chips = useView((view) => view.chips);
  const why = useWhyUseUnknown();
  const counts = filterCounts(model);
  const unknown = FILTERS.filter(({ id }) => chips.has(id)).flatMap(({ id, title }) => {
    const count = counts.get(id)?.unknown ?? 0;
    return count === 0 ? [] : { id, text: FILTER_WORDS.unknownOf({ filter: title, count }) };
  });
  const isUseUnknown = unknown.some(({ id }) => BY_USE.has(id));
  return (
    <EmptyState
      icon={<SearchX />}
      title={TREE_WORDS.nothing}
      actions={<Button onClick={clearNarrowing}>{COMMAND_WORDS.clear}</Button>}
    >
      {unknown.length === 0
        ? TREE_WORDS.searched
        : sentences(...unknown.map(({ text }) => text), isUseUnknown ? why : null)}
    </EmptyState>
  );
}

function Nothing({ model }: { readonly model: TreeModel }) {
  const isLost = useMachine((state) => state.live === "lost");
  if (model.machine.snapshot.partOf !== undefined) {
    return (
      <EmptyState icon={<SearchX />} title={TREE_WORDS.nothingSoFar}>
        {isLost ? TREE_WORDS.restUnread : DETAIL_WORDS.othersComing}
      </EmptyState>
    );
  }
  if (model.narrowed) return <NoMatches model={model} />;
  return (
    <EmptyState icon={<ServerOff />} title={TREE_WORDS.noFunctions}>
      {TREE_WORDS.noFunctionsHelp}
    </EmptyState>
  );
}

/** The left pane: the functions of the machine as a tree table. */
export function FunctionTable({ machine }: { readonly machine: Machine }) {
  const say = useSay();
  const usedBy = useUsedBy(machine);
  const model = useRows(machine, usedBy);
  const label = say(TREE_WORDS.label({ machine: machine.snapshot.identity.name }));
  return (
    <section className={styles.pane} aria-label={say(TREE_WORDS.functions)}>
      <TreeToolbar machine={machine} usedBy={usedBy} />
      {model.rows.length === 0 ? <Nothing model={model} /> : <TreeGrid model={model} label={label} />}
      <StatusLine model={model} machine={machine} />
    </section>
  );
}
