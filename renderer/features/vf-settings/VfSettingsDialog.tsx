import { useState } from "react";
import type { FunctionInfo, VfLinkState, VfSettings } from "../../../shared/machine/facts.ts";
import { linkTypeOf, mayHaveNetwork } from "../../../shared/machine/interfaces.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { sentences } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { FACT_WORDS } from "../../../shared/words/texts/facts.ts";
import { VF_NETWORK_WORDS } from "../../../shared/words/texts/vf-network.ts";
import { VF_SETTINGS_CHECK_WORDS } from "../../../shared/words/texts/vf-settings-check.ts";
import { useFunctionDetail } from "../../stores/function-detail.ts";
import { useMachine } from "../../stores/machine.ts";
import { requestPlan, useOperations } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { BUTTON_WORDS } from "../../words/buttons.ts";
import { useSay } from "../../words/language.ts";
import { Say } from "../../words/Say.tsx";
import { UI_WORDS } from "../../words/ui.ts";
import { VF_SETTINGS_WORDS } from "../../words/vf-settings.ts";
import styles from "./Dialogs.module.css";
import {
  EMPTY_FORM,
  guidWords,
  macWords,
  nowWords,
  readForm,
  type SettingsForm,
  type TextName,
} from "./settings-form.ts";

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
const SWITCH = (value: boolean | null) => (value === null ? null : value ? VF_NETWORK_WORDS.on : VF_NETWORK_WORDS.off);
const LINK = (value: VfLinkState | null) => (value === null ? null : LINK_STATES[value]);

const LINK_STATES: Readonly<Record<VfLinkState, Words>> = {
  auto: VF_NETWORK_WORDS.auto,
  enable: VF_NETWORK_WORDS.up,
  disable: VF_NETWORK_WORDS.down,
};

function Now({ words }: { readonly words: Words | null }) {
  return words === null ? null : <Say of={words} />;
}

function Fields({ form, onForm, now, several, sharesVectors, isInfiniband, hasNetwork }: FormProps) {
  const say = useSay();
  const text = (
    name: TextName,
    label: Words,
    read: ((vf: VfSettings) => Words | null) | null,
    hint: Words | null = null,
  ) => (
    <TextField
      label={label}
      value={form[name]}
      onText={(value) => onForm({ ...form, [name]: value })}
      hint={sentences(hint, read === null ? null : nowWords(now, read))}
      placeholder={VF_SETTINGS_WORDS.unchanged}
      autoComplete="off"
      spellCheck={false}
    />
  );
  const choice = (name: "spoofCheck" | "trust", label: Words) => (
    <div className={styles.choice}>
      <span>{say(label)}</span>
      <SegmentedControl
        label={label}
        value={form[name]}
        onChange={(value) => onForm({ ...form, [name]: value })}
        options={[
          { id: "keep", label: VF_SETTINGS_WORDS.keep },
          { id: "on", label: VF_SETTINGS_WORDS.on },
          { id: "off", label: VF_SETTINGS_WORDS.off },
        ]}
      />
      <span className={styles.label}>
        <Now words={nowWords(now, (vf) => SWITCH(vf[name]))} />
      </span>
    </div>
  );
  const counts = several ? VF_SETTINGS_WORDS.countsUp : null;
  const linkState = (
    <div className={styles.choice}>
      <span>{say(VF_SETTINGS_WORDS.linkState)}</span>
      <SegmentedControl
        label={VF_SETTINGS_WORDS.linkState}
        value={form.linkState}
        onChange={(value) => onForm({ ...form, linkState: value })}
        options={[
          { id: "keep", label: VF_SETTINGS_WORDS.keep },
          { id: "auto", label: VF_SETTINGS_WORDS.auto },
          { id: "enable", label: VF_SETTINGS_WORDS.up },
          { id: "disable", label: VF_SETTINGS_WORDS.down },
        ]}
      />
      <span className={styles.label}>
        <Now words={nowWords(now, (vf) => LINK(vf.linkState))} />
      </span>
    </div>
  );
  const vectors = sharesVectors ? text("msix", VF_SETTINGS_WORDS.msix, null, VF_SETTINGS_WORDS.zeroIsDefault) : null;
  if (!hasNetwork) return <div className={styles.grid}>{vectors}</div>;
  if (isInfiniband) {
    return (
      <div className={styles.grid}>
        {text("nodeGuid", VF_NETWORK_WORDS.nodeGuid, (vf) => guidWords(vf.nodeGuid), counts)}
        {text("portGuid", VF_NETWORK_WORDS.portGuid, (vf) => guidWords(vf.portGuid), counts)}
        {linkState}
        {vectors}
      </div>
    );
  }
  return (
    <div className={styles.grid}>
      {text("mac", FACT_WORDS.macAddress, macWords, counts)}
      {text("vlan", VF_NETWORK_WORDS.vlan, (vf) => NUMBER(vf.vlan), VF_SETTINGS_WORDS.zeroIsNone)}
      {text("qos", VF_SETTINGS_CHECK_WORDS.priority, (vf) => NUMBER(vf.qos), VF_SETTINGS_WORDS.priorityRange)}
      {choice("trust", VF_NETWORK_WORDS.trust)}
      {choice("spoofCheck", VF_NETWORK_WORDS.spoofCheck)}
      {linkState}
      {text("minRate", VF_SETTINGS_WORDS.minRate, (vf) => NUMBER(vf.minRate))}
      {text("maxRate", VF_SETTINGS_WORDS.maxRate, (vf) => NUMBER(vf.maxRate), VF_SETTINGS_WORDS.zeroIsUnlimited)}
      {vectors}
    </div>
  );
}

function titleOf(pf: Bdf, vfs: readonly number[]): Words {
  const [vf] = vfs;
  return vfs.length === 1 && vf !== undefined
    ? VF_SETTINGS_WORDS.title({ vf, pf })
    : VF_SETTINGS_WORDS.titleSeveral({ vfs: vfs.map(String), pf });
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
      keepsTyped
      onClose={close}
      width="m"
      title={titleOf(fn.bdf, vfs)}
      description={VF_SETTINGS_WORDS.about({ count: vfs.length })}
      footer={
        <>
          <Button onClick={close}>{UI_WORDS.cancel}</Button>
          <Button
            tone="primary"
            aria-disabled={off || undefined}
            onClick={() => off || requestPlan({ kind: "vf.settings", pf: fn.bdf, edits: [{ vfs, settings: request }] })}
          >
            {BUTTON_WORDS.reviewPlan}
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
              <p key={at}>
                <Say of={fault} />
              </p>
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
