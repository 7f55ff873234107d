import { useState } from "react";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { nvmeVfsView } from "../../../shared/machine/nvme-vfs.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { Words } from "../../../shared/words/message.ts";
import { useFunctionDetail } from "../../stores/function-detail.ts";
import { useMachine } from "../../stores/machine.ts";
import { requestPlan, useOperations } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { BUTTON_WORDS } from "../../words/buttons.ts";
import { NVME_VFS_WORDS } from "../../words/nvme-vfs.ts";
import { Say } from "../../words/Say.tsx";
import { UI_WORDS } from "../../words/ui.ts";
import styles from "./Dialogs.module.css";
import { type NumberName, type NvmeForm, numberProblem, nvmeRequest } from "./nvme-form.ts";

interface BodyProps {
  readonly fn: FunctionInfo;
  readonly vfs: readonly number[];
}

function titleOf(pf: Bdf, vfs: readonly number[]): Words {
  const [vf] = vfs;
  return vfs.length === 1 && vf !== undefined
    ? NVME_VFS_WORDS.title({ vf, pf })
    : NVME_VFS_WORDS.titleSeveral({ vfs: vfs.map(String), pf });
}

function Body({ fn, vfs }: BodyProps) {
  const told = useFunctionDetail(fn)?.answer?.value.nvmeVfs;
  const [form, setForm] = useState<NvmeForm>({ state: "online", queues: "", interrupts: "" });
  const { close } = useOperations.getState();
  const view = told === undefined ? null : nvmeVfsView(told);
  const request = nvmeRequest(form, fn.bdf, vfs);
  const number = (name: NumberName, label: Words, hint: Words) => (
    <TextField
      label={label}
      value={form[name]}
      onText={(value) => setForm({ ...form, [name]: value })}
      hint={hint}
      problem={numberProblem(form[name])}
      placeholder={NVME_VFS_WORDS.unchanged}
      inputMode="numeric"
    />
  );
  return (
    <Dialog
      open
      keepsTyped
      onClose={close}
      width="m"
      title={titleOf(fn.bdf, vfs)}
      description={NVME_VFS_WORDS.about({ count: vfs.length })}
      footer={
        <>
          <Button onClick={close}>{UI_WORDS.cancel}</Button>
          <Button
            tone="primary"
            aria-disabled={request === null || undefined}
            onClick={() => request !== null && requestPlan(request)}
          >
            {BUTTON_WORDS.reviewPlan}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <div className={styles.choice}>
          <span>
            <Say of={NVME_VFS_WORDS.state} />
          </span>
          <SegmentedControl
            label={NVME_VFS_WORDS.state}
            value={form.state}
            onChange={(state) => setForm({ ...form, state })}
            options={[
              { id: "online", label: NVME_VFS_WORDS.online },
              { id: "offline", label: NVME_VFS_WORDS.offline },
            ]}
          />
        </div>
        {form.state === "offline" ? (
          <p>
            <Say of={NVME_VFS_WORDS.offlineHelp} />
          </p>
        ) : (
          <div className={styles.grid}>
            {number("queues", NVME_VFS_WORDS.queues, NVME_VFS_WORDS.queuesHint)}
            {number("interrupts", NVME_VFS_WORDS.interrupts, NVME_VFS_WORDS.interruptsHint)}
          </div>
        )}
        {view?.missing ? (
          <p>
            <Say of={view.missing} />
          </p>
        ) : null}
        {[...(view?.pools ?? []).entries()].map(([at, sentence]) => (
          <p key={at} className={styles.label}>
            <Say of={sentence} />
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
