import { SearchX, ServerOff } from "lucide-react";
import { useMemo } from "react";
import type { Machine } from "../../../shared/machine/machine.ts";
import { counted } from "../../../shared/operations/words.ts";
import { clearNarrowing } from "../../actions/tree-view.ts";
import { useMachine } from "../../stores/machine.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
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
  const far = `${arriving.done.toLocaleString("en")} of ${arriving.of.toLocaleString("en")} functions`;
  return <span>{isLost ? `Only ${far} were read` : `Reading ${far}`}</span>;
}

function StatusLine({ model, machine }: { readonly model: TreeModel; readonly machine: Machine }) {
  const total = machine.functions.length;
  const vfs = useMemo(() => machine.functions.filter((fn) => fn.physfn !== null).length, [machine]);
  const all = `${counted(total, "function")}${vfs === 0 ? "" : `, ${counted(vfs, "VF")} among them`}`;
  const left = model.departed.size;
  const isPart = machine.snapshot.partOf !== undefined;
  const matches = `${model.matches} of ${counted(total, "function")}${isPart ? " listed so far" : ""}`;
  return (
    <div className={styles.status}>
      <Arriving />
      {isPart && !model.narrowed ? null : <span role="status">{model.narrowed ? matches : all}</span>}
      {model.narrowed ? (
        <button type="button" className={styles.link} onClick={clearNarrowing}>
          Show all
        </button>
      ) : null}
      {left === 0 ? null : <span>{counted(left, "function")} left since the last look</span>}
    </div>
  );
}

function Nothing({ model }: { readonly model: TreeModel }) {
  const isLost = useMachine((state) => state.live === "lost");
  if (model.machine.snapshot.partOf !== undefined) {
    return (
      <EmptyState icon={<SearchX />} title="Nothing matches so far">
        {isLost ? "Other functions were not read: refresh to read them." : "Other functions are still to come."}
      </EmptyState>
    );
  }
  if (model.narrowed) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="Nothing matches"
        actions={<Button onClick={clearNarrowing}>Clear search and filters</Button>}
      >
        The search looks at addresses, names, ids, drivers, modules, interfaces, MAC addresses, slots, IOMMU groups and
        NUMA nodes. All words and all filters must hold.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<ServerOff />} title="No PCI functions">
      This machine shows no PCI functions. In a container or a virtual machine without a PCI bus that is so.
    </EmptyState>
  );
}

/** The left pane: the functions of the machine as a tree table. */
export function FunctionTable({ machine }: { readonly machine: Machine }) {
  const model = useRows(machine);
  const label = `Functions of ${machine.snapshot.identity.name}`;
  return (
    <section className={styles.pane} aria-label="Functions">
      <TreeToolbar machine={machine} />
      {model.rows.length === 0 ? <Nothing model={model} /> : <TreeGrid model={model} label={label} />}
      <SelectionBar machine={machine} places={model.places} />
      <StatusLine model={model} machine={machine} />
    </section>
  );
}
