import { useState } from "react";
import { methodText } from "../../../shared/operations/checks/reset.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { useMachine } from "../../stores/machine.ts";
import { requestPlan, useOperations } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { Coded } from "../../ui/Coded.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { RadioList } from "../../ui/RadioList.tsx";
import { BUTTON_WORDS } from "../../words/buttons.ts";
import { RESET_WORDS } from "../../words/reset.ts";
import { Say } from "../../words/Say.tsx";
import { UI_WORDS } from "../../words/ui.ts";
import styles from "./Dialogs.module.css";
import { resetChoice, withoutChoice } from "./reset-choice.ts";

/** Chooses the method of a reset; its plan then says what else it reaches. */
export function ResetDialog({ bdfs }: { readonly bdfs: readonly Bdf[] }) {
  const machine = useMachine((state) => state.machine);
  const { close } = useOperations.getState();
  const fns = bdfs.flatMap((bdf) => machine?.byBdf.get(bdf) ?? []);
  const choice = resetChoice(fns);
  const { methods, isUntold } = choice;
  const canPlan = methods.length > 0 || isUntold;
  const [method, setMethod] = useState(methods[0]?.id ?? "");
  const [bdf] = bdfs;
  const title =
    bdfs.length === 1 && bdf !== undefined
      ? RESET_WORDS.title({ bdf })
      : RESET_WORDS.titleSeveral({ count: bdfs.length });
  return (
    <Dialog
      open
      onClose={close}
      width="m"
      title={<Coded text={title} />}
      description={RESET_WORDS.about}
      footer={
        <>
          <Button onClick={close}>{UI_WORDS.cancel}</Button>
          <Button
            tone="primary"
            aria-disabled={!canPlan || undefined}
            onClick={() => canPlan && requestPlan({ kind: "device.reset", bdfs, method: isUntold ? null : method })}
          >
            {BUTTON_WORDS.reviewPlan}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        {methods.length === 0 ? (
          <p>
            <Say of={withoutChoice(choice, fns)} />
          </p>
        ) : (
          <RadioList
            label={RESET_WORDS.method}
            value={method}
            onChange={setMethod}
            options={methods.map(({ id, isKernelsFirst }) => ({
              id,
              label: (
                <>
                  <span className="mono">{id}</span>
                  {isKernelsFirst ? (
                    <>
                      {" "}
                      <Say of={RESET_WORDS.kernelsFirst} />
                    </>
                  ) : null}
                </>
              ),
              hint: machine === null ? "" : <Say of={methodText(machine, fns, id)} />,
            }))}
          />
        )}
      </div>
    </Dialog>
  );
}
