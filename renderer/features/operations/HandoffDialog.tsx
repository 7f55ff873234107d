import { useState } from "react";
import type { Machine } from "../../../shared/machine/machine.ts";
import { type HandOff, handOff } from "../../../shared/operations/texts/handoff.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { useMachine } from "../../stores/machine.ts";
import { useOperations } from "../../stores/operations.ts";
import { useUsage } from "../../stores/usage.ts";
import { Button } from "../../ui/Button.tsx";
import { Coded } from "../../ui/Coded.tsx";
import { CodeSheet } from "../../ui/CodeSheet.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { HANDOFF_WORDS } from "../../words/handoff.ts";
import { UI_WORDS } from "../../words/ui.ts";
import styles from "./HandoffDialog.module.css";

function Sheet({ item: { title, text, notes } }: { readonly item: HandOff }) {
  return (
    <CodeSheet
      label={HANDOFF_WORDS.of({ title })}
      text={text}
      copyLabel={HANDOFF_WORDS.copyOf({ title })}
      testId="handoff-text"
      notes={notes}
    />
  );
}

/** Text to copy for whoever takes these functions over; it follows the machine while it is open. */
export function HandoffDialog({ bdfs }: { readonly bdfs: readonly Bdf[] }) {
  const machine = useMachine((state) => state.machine);
  return machine === null ? null : <HandOffOf machine={machine} bdfs={bdfs} />;
}

function HandOffOf({ machine, bdfs }: { readonly machine: Machine; readonly bdfs: readonly Bdf[] }) {
  const [kind, setKind] = useState<HandOff["kind"]>("libvirt");
  const usage = useUsage(machine);
  const { close } = useOperations.getState();
  const { items, notReady } = handOff(machine, bdfs, usage ?? {});
  const [bdf] = bdfs;
  const count = bdfs.length;
  const title = count === 1 && bdf !== undefined ? HANDOFF_WORDS.title({ bdf }) : HANDOFF_WORDS.titleSeveral({ count });
  return (
    <Dialog
      open
      onClose={close}
      width="l"
      title={<Coded text={title} />}
      description={HANDOFF_WORDS.about({ count })}
      footer={
        <Button tone="primary" onClick={close}>
          {UI_WORDS.close}
        </Button>
      }
    >
      <div className={styles.body}>
        {notReady.length === 0 ? null : (
          <Notice tone="warn">
            {[...notReady.entries()].map(([at, line]) => (
              <p key={at}>
                <Coded text={line} />
              </p>
            ))}
          </Notice>
        )}
        {items.length === 0 ? (
          <EmptyState title={HANDOFF_WORDS.nothing}>{HANDOFF_WORDS.noneIsOnVfio}</EmptyState>
        ) : (
          <Tabs
            label={HANDOFF_WORDS.format}
            value={kind}
            onChange={setKind}
            tabs={items.map((item) => ({ id: item.kind, label: item.title, content: () => <Sheet item={item} /> }))}
          />
        )}
      </div>
    </Dialog>
  );
}
