import { useState } from "react";
import { methodText } from "../../../shared/operations/checks/reset.ts";
import { counted } from "../../../shared/operations/words.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { useMachine } from "../../stores/machine.ts";
import { requestPlan, useOperations } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { RadioList } from "../../ui/RadioList.tsx";
import styles from "./Dialogs.module.css";
import { resetChoice, withoutChoice } from "./reset-choice.ts";

/** Chooses the method of a reset; its plan then says what else feels it. */
export function ResetDialog({ bdfs }: { readonly bdfs: readonly Bdf[] }) {
  const machine = useMachine((state) => state.machine);
  const { close } = useOperations.getState();
  const fns = bdfs.flatMap((bdf) => machine?.byBdf.get(bdf) ?? []);
  const choice = resetChoice(fns);
  const { methods, isUntold } = choice;
  const canPlan = methods.length > 0 || isUntold;
  const [method, setMethod] = useState(methods[0]?.id ?? "");
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
          <p>{withoutChoice(choice, fns)}</p>
        ) : (
          <RadioList
            label="Method"
            value={method}
            onChange={setMethod}
            options={methods.map(({ id, isKernelsFirst }) => ({
              id,
              label: (
                <>
                  <span className="mono">{id}</span>
                  {isKernelsFirst ? " (the kernel's first choice)" : ""}
                </>
              ),
              hint: machine === null ? "" : methodText(machine, fns, id),
            }))}
          />
        )}
      </div>
    </Dialog>
  );
}
