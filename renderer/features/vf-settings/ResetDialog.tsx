import { useState } from "react";
import { RESET_METHODS } from "../../../shared/operations/plan-reset.ts";
import { counted } from "../../../shared/operations/words.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { useMachine } from "../../stores/machine.ts";
import { useOperations } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { RadioList } from "../../ui/RadioList.tsx";
import styles from "./Dialogs.module.css";

/** Chooses the method of a reset; its plan then says what else feels it. */
export function ResetDialog({ bdfs }: { readonly bdfs: readonly Bdf[] }) {
  const machine = useMachine((state) => state.machine);
  const { close, requestPlan } = useOperations.getState();
  const fns = bdfs.flatMap((bdf) => machine?.byBdf.get(bdf) ?? []);
  const [first] = fns;
  // Only what all of them can do.
  const methods = (first?.resetMethods ?? []).filter((method) => fns.every((fn) => fn.resetMethods?.includes(method)));
  // Kernels before 5.15 neither tell the methods nor let anybody choose.
  const isUntold = fns.length > 0 && fns.every((fn) => fn.resetMethods === null);
  const canPlan = methods.length > 0 || isUntold;
  const [method, setMethod] = useState(methods[0] ?? "");
  const name = bdfs.length === 1 ? bdfs[0] : counted(bdfs.length, "function");
  return (
    <Dialog
      open
      onClose={close}
      width="m"
      title={
        <>
          Reset <span className={bdfs.length === 1 ? "mono" : undefined}>{name}</span>
        </>
      }
      description="How the kernel shall reset it. Nothing happens before the plan is run."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            tone="primary"
            aria-disabled={!canPlan || undefined}
            onClick={() => canPlan && requestPlan({ kind: "device.reset", bdfs, method: isUntold ? null : method })}
          >
            Plan the reset
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        {methods.length === 0 ? (
          <p>
            {isUntold
              ? "This machine does not tell which methods there are: the kernel chooses."
              : "There is no method that all of them know."}
          </p>
        ) : (
          <RadioList
            label="Method"
            value={method}
            onChange={setMethod}
            options={methods.map((id, place) => ({
              id,
              label: (
                <>
                  <span className="mono">{id}</span>
                  {place === 0 ? " (the kernel's first choice)" : ""}
                </>
              ),
              hint: RESET_METHODS.get(id) ?? "A method that this program does not know.",
            }))}
          />
        )}
      </div>
    </Dialog>
  );
}
