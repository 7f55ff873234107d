import { useState } from "react";
import type { FunctionInfo, VfSettings } from "../../../shared/machine/facts.ts";
import { linkTypeOf, mayHaveNetwork } from "../../../shared/machine/interfaces.ts";
import { counted, listed } from "../../../shared/operations/words.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { useFunctionDetail } from "../../stores/function-detail.ts";
import { useMachine } from "../../stores/machine.ts";
import { requestPlan, useOperations } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Dialogs.module.css";
import { EMPTY_FORM, guidText, macText, nowText, readForm, type SettingsForm, type TextName } from "./settings-form.ts";

interface FormProps {
  readonly form: SettingsForm;
  readonly onForm: (form: SettingsForm) => void;
  /** What the chosen VFs have now; empty = not known. */
  readonly now: readonly VfSettings[];
  readonly several: boolean;
  readonly sharesVectors: boolean;
  /** Then VFs have GUIDs, and nothing of Ethernet. */
  readonly isInfiniband: boolean;
  /** Without it there are vectors alone. */
  readonly hasNetwork: boolean;
}

const NUMBER = (value: number | null) => (value === null ? null : String(value));
const SWITCH = (value: boolean | null) => (value === null ? null : value ? "on" : "off");

function Fields({ form, onForm, now, several, sharesVectors, isInfiniband, hasNetwork }: FormProps) {
  const text = (name: TextName, label: string, read: ((vf: VfSettings) => string | null) | null, hint?: string) => (
    <TextField
      label={label}
      value={form[name]}
      onText={(value) => onForm({ ...form, [name]: value })}
      hint={[hint, read === null ? null : nowText(now, read)].filter(Boolean).join(" ")}
      placeholder="leave as it is"
      autoComplete="off"
      spellCheck={false}
    />
  );
  const choice = (name: "spoofCheck" | "trust", label: string) => (
    <div className={styles.choice}>
      <span>{label}</span>
      <SegmentedControl
        label={label}
        value={form[name]}
        onChange={(value) => onForm({ ...form, [name]: value })}
        options={[
          { id: "keep", label: "Leave" },
          { id: "on", label: "On" },
          { id: "off", label: "Off" },
        ]}
      />
      <span className={styles.label}>{nowText(now, (vf) => SWITCH(vf[name]))}</span>
    </div>
  );
  const counts = several ? "Of the first VF; the others count up." : undefined;
  const linkState = (
    <div className={styles.choice}>
      <span>Link state</span>
      <SegmentedControl
        label="Link state"
        value={form.linkState}
        onChange={(value) => onForm({ ...form, linkState: value })}
        options={[
          { id: "keep", label: "Leave" },
          { id: "auto", label: "Auto" },
          { id: "enable", label: "Up" },
          { id: "disable", label: "Down" },
        ]}
      />
      <span className={styles.label}>{nowText(now, (vf) => vf.linkState)}</span>
    </div>
  );
  const vectors = sharesVectors ? text("msix", "MSI-X vectors", null, "0 = the driver's own number.") : null;
  if (!hasNetwork) return <div className={styles.grid}>{vectors}</div>;
  if (isInfiniband) {
    return (
      <div className={styles.grid}>
        {text("nodeGuid", "Node GUID", (vf) => guidText(vf.nodeGuid), counts)}
        {text("portGuid", "Port GUID", (vf) => guidText(vf.portGuid), counts)}
        {linkState}
        {vectors}
      </div>
    );
  }
  return (
    <div className={styles.grid}>
      {text("mac", "MAC address", macText, counts)}
      {text("vlan", "VLAN", (vf) => NUMBER(vf.vlan), "0 = none.")}
      {text("qos", "VLAN priority", (vf) => NUMBER(vf.qos), "0 to 7.")}
      {choice("trust", "Trust")}
      {choice("spoofCheck", "Spoof check")}
      {linkState}
      {text("minRate", "Lowest rate, Mbit/s", (vf) => NUMBER(vf.minRate))}
      {text("maxRate", "Highest rate, Mbit/s", (vf) => NUMBER(vf.maxRate), "0 = no limit.")}
      {vectors}
    </div>
  );
}

function titleOf(pf: Bdf, vfs: readonly number[]): string {
  const which = vfs.length === 1 ? `VF ${vfs[0]}` : `VFs ${listed(vfs.map(String), 6)}`;
  return `Settings of ${which} of ${pf}`;
}

function Body({ fn, vfs }: { readonly fn: FunctionInfo; readonly vfs: readonly number[] }) {
  const detail = useFunctionDetail(fn);
  const [form, setForm] = useState(EMPTY_FORM);
  const { close } = useOperations.getState();
  const known = detail?.answer?.value.vfSettings;
  const now = vfs.flatMap((index) => known?.find(({ vf }) => vf === index) ?? []);
  const { request, faults } = readForm(form, vfs.length);
  const empty = Object.keys(request).length === 0;
  const off = empty || faults.length > 0;
  return (
    <Dialog
      open
      onClose={close}
      width="m"
      title={titleOf(fn.bdf, vfs)}
      description={`${counted(vfs.length, "VF")}. What is left empty stays as it is; the plan shows each change before anything is made.`}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            tone="primary"
            aria-disabled={off || undefined}
            onClick={() => off || requestPlan({ kind: "vf.settings", pf: fn.bdf, vfs, settings: request })}
          >
            Plan the settings
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <Fields
          form={form}
          onForm={setForm}
          now={now}
          several={vfs.length > 1}
          sharesVectors={(fn.sriov?.vfTotalMsix ?? 0) > 0}
          isInfiniband={linkTypeOf(fn) === "infiniband"}
          hasNetwork={mayHaveNetwork(fn)}
        />
        {faults.length === 0 ? null : (
          <Notice tone="warn">
            {[...faults.entries()].map(([at, fault]) => (
              <p key={at}>{fault}</p>
            ))}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

/** What the PF's driver keeps for its VFs, for one of them or several at once. */
export function VfSettingsDialog({ pf, vfs }: { readonly pf: Bdf; readonly vfs: readonly number[] }) {
  const fn = useMachine((state) => state.machine?.byBdf.get(pf));
  return fn === undefined ? null : <Body fn={fn} vfs={vfs} />;
}
