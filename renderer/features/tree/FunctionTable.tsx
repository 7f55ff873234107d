import { SearchX, ServerOff } from "lucide-react";
import { useMemo } from "react";
import type { Machine } from "../../../shared/machine/machine.ts";
import { clearNarrowing } from "../../actions/tree-view.ts";
import { useMachine } from "../../stores/machine.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { useSay } from "../../words/language.ts";
import { Say } from "../../words/Say.tsx";
import { TREE_WORDS as T } from "../../words/tree.ts";
import styles from "./FunctionTable.module.css";
import { SelectionBar } from "./SelectionBar.tsx";
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
      <Say of={isLost ? T.onlyRead(arriving) : T.reading(arriving)} />
    </span>
  );
}

function StatusLine({ model, machine }: { readonly model: TreeModel; readonly machine: Machine }) {
  const say = useSay();
  const total = machine.functions.length;
  const vfs = useMemo(() => machine.functions.filter((fn) => fn.physfn !== null).length, [machine]);
  const all = vfs === 0 ? T.all({ count: total }) : T.allWithVfs({ count: total, vfs });
  const left = model.departed.size;
  const isPart = machine.snapshot.partOf !== undefined;
  const matches = (isPart ? T.matchesSoFar : T.matches)({ matches: model.matches, count: total });
  return (
    <div className={styles.status}>
      <Arriving />
      {isPart && !model.narrowed ? null : <span role="status">{say(model.narrowed ? matches : all)}</span>}
      {model.narrowed ? (
        <button type="button" className={styles.link} onClick={clearNarrowing}>
          {say(T.showAll)}
        </button>
      ) : null}
      {left === 0 ? null : <span>{say(T.removed({ count: left }))}</span>}
    </div>
  );
}

function Nothing({ model }: { readonly model: TreeModel }) {
  const isLost = useMachine((state) => state.live === "lost");
  if (model.machine.snapshot.partOf !== undefined) {
    return (
      <EmptyState icon={<SearchX />} title={T.nothingSoFar}>
        {isLost ? T.restUnread : T.restToCome}
      </EmptyState>
    );
  }
  if (model.narrowed) {
    return (
      <EmptyState icon={<SearchX />} title={T.nothing} actions={<Button onClick={clearNarrowing}>{T.clearAll}</Button>}>
        {T.searched}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<ServerOff />} title={T.noFunctions}>
      {T.noFunctionsHelp}
    </EmptyState>
  );
}

/** The left pane: the functions of the machine as a tree table. */
export function FunctionTable({ machine }: { readonly machine: Machine }) {
  const say = useSay();
  const model = useRows(machine);
  const label = say(T.label({ machine: machine.snapshot.identity.name }));
  return (
    <section className={styles.pane} aria-label={say(T.functions)}>
      <TreeToolbar machine={machine} />
      {model.rows.length === 0 ? <Nothing model={model} /> : <TreeGrid model={model} label={label} />}
      <SelectionBar machine={machine} places={model.places} />
      <StatusLine model={model} machine={machine} />
    </section>
  );
}
