import { useState } from "react";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { nvmeVfsView } from "../../../shared/machine/nvme-vfs.ts";
import { counted, listed } from "../../../shared/operations/words.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { useFunctionDetail } from "../../stores/function-detail.ts";
import { useMachine } from "../../stores/machine.ts";
import { requestPlan, useOperations } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Dialogs.module.css";
import { type NumberName, type NvmeForm, numberProblem, nvmeRequest } from "./nvme-form.ts";

interface BodyProps {
  readonly fn: FunctionInfo;
  readonly vfs: readonly number[];
}

function Body({ fn, vfs }: BodyProps) {
  const told = useFunctionDetail(fn)?.answer?.value.nvmeVfs;
  const [form, setForm] = useState<NvmeForm>({ state: "online", queues: "", interrupts: "" });
  const { close } = useOperations.getState();
  const view = told === undefined ? null : nvmeVfsView(told);
  const request = nvmeRequest(form, fn.bdf, vfs);
  const which = vfs.length === 1 ? `VF ${vfs[0]}` : `VFs ${listed(vfs.map(String), 6)}`;
  const number = (name: NumberName, label: string, hint: string) => (
    <TextField
      label={label}
      value={form[name]}
      onText={(value) => setForm({ ...form, [name]: value })}
      hint={hint}
      problem={numberProblem(form[name])}
      placeholder="what it has, or an equal share"
      inputMode="numeric"
    />
  );
  return (
    <Dialog
      open
      onClose={close}
      width="m"
      title={`NVMe ${vfs.length === 1 ? "controller" : "controllers"} of ${which} of ${fn.bdf}`}
      description={`${counted(vfs.length, "VF")}. The plan shows each command before anything is changed.`}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            tone="primary"
            aria-disabled={request === null || undefined}
            onClick={() => request !== null && requestPlan(request)}
          >
            Plan the change
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <div className={styles.choice}>
          <span>State</span>
          <SegmentedControl
            label="State"
            value={form.state}
            onChange={(state) => setForm({ ...form, state })}
            options={[
              { id: "online", label: "Online" },
              { id: "offline", label: "Offline" },
            ]}
          />
        </div>
        {form.state === "offline" ? (
          <p>
            The PF has the queues and interrupts of these VFs back, and their disks are gone until they are online
            again.
          </p>
        ) : (
          <div className={styles.grid}>
            {number("queues", "Queues for each VF", "At least 2; one is the admin queue.")}
            {number("interrupts", "Interrupts for each VF", "At least 1.")}
          </div>
        )}
        {view?.missing ? <p>{view.missing}</p> : null}
        {view?.pools.map((sentence) => (
          <p key={sentence} className={styles.label}>
            {sentence}
          </p>
        ))}
      </div>
    </Dialog>
  );
}

/** The controllers of VFs of an NVMe PF, for one of them or several at once. */
export function NvmeVfsDialog({ pf, vfs }: { readonly pf: Bdf; readonly vfs: readonly number[] }) {
  const fn = useMachine((state) => state.machine?.byBdf.get(pf));
  return fn === undefined ? null : <Body fn={fn} vfs={vfs} />;
}
