import { useMemo, useState } from "react";
import type { Machine } from "../../../shared/machine/machine.ts";
import { hasVfio } from "../../../shared/machine/role.ts";
import type { UsedByIndex } from "../../../shared/machine/used-by.ts";
import { usedByText } from "../../../shared/machine/used-by.ts";
import { type HandOff, handOff } from "../../../shared/operations/texts/handoff.ts";
import { GUEST, isGuestName } from "../../../shared/operations/texts/libvirt.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { names } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { COMMON } from "../../../shared/words/texts/common.ts";
import { useVfSettingsNow } from "../../stores/function-detail.ts";
import { useMachine } from "../../stores/machine.ts";
import { useOperations } from "../../stores/operations.ts";
import { useUsage } from "../../stores/usage.ts";
import { useUsedBy } from "../../stores/used-by.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Coded } from "../../ui/Coded.tsx";
import { CodeSheet } from "../../ui/CodeSheet.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { HANDOFF_WORDS } from "../../words/handoff.ts";
import { UI_WORDS } from "../../words/ui.ts";
import { HandoffChoice } from "./HandoffChoice.tsx";
import styles from "./HandoffDialog.module.css";

/** As many are named that are in use. */
const FEW_USERS = 4;

function Sheet({ item: { title, text, notes } }: { readonly item: HandOff }) {
  return (
    <CodeSheet
      label={HANDOFF_WORDS.of({ title })}
      text={text}
      copyLabel={HANDOFF_WORDS.copyOf({ title })}
      testId="handoff-text"
      notes={notes}
      isFirst
    />
  );
}

/** Text to copy for whoever takes these functions over; it follows the machine while it is open. */
export function HandoffDialog({ bdfs }: { readonly bdfs: readonly Bdf[] }) {
  const machine = useMachine((state) => state.machine);
  return machine === null ? null : <HandOffOf machine={machine} bdfs={bdfs} />;
}

/** What somebody has open opens for nobody else; the text is right for later all the same. */
function inUse(machine: Machine, bdfs: readonly Bdf[], usedBy: UsedByIndex): Words[] {
  const users = bdfs.flatMap((bdf) => {
    const fn = machine.byBdf.get(bdf);
    if (fn === undefined || !hasVfio(fn)) return [];
    const who = usedBy.of(fn);
    return who.state === "used" ? [HANDOFF_WORDS.usedBy({ bdf, who: usedByText(fn, who) })] : [];
  });
  if (users.length === 0) return [];
  const shown = users.slice(0, FEW_USERS);
  const more = users.length - shown.length;
  const listed = names(shown);
  return [HANDOFF_WORDS.inUse({ functions: more === 0 ? listed : COMMON.andMore({ names: listed, more }) })];
}

function HandOffOf({ machine, bdfs }: { readonly machine: Machine; readonly bdfs: readonly Bdf[] }) {
  const [kind, setKind] = useState<HandOff["kind"]>("libvirt");
  const [chosen, setChosen] = useState<ReadonlySet<Bdf>>(() => new Set(bdfs));
  const [guest, setGuest] = useState("");
  const [iommufd, setIommufd] = useState(false);
  const { refusesInterrupts } = useUsage(machine) ?? {};
  const usedBy = useUsedBy(machine);
  const settingsOf = useVfSettingsNow(machine, bdfs);
  const { close } = useOperations.getState();
  const taken = useMemo(() => bdfs.filter((bdf) => chosen.has(bdf)), [bdfs, chosen]);
  const isWrong = guest !== "" && !isGuestName(guest);
  const given = handOff(machine, taken, {
    ...(refusesInterrupts === undefined ? {} : { refusesInterrupts }),
    ...(guest === "" || isWrong ? {} : { guest }),
    iommufd,
    settingsOf,
  });
  const [bdf] = bdfs;
  const count = bdfs.length;
  const title = count === 1 && bdf !== undefined ? HANDOFF_WORDS.title({ bdf }) : HANDOFF_WORDS.titleSeveral({ count });
  const inTheWay = [...given.notReady, ...inUse(machine, taken, usedBy)];
  const isForGuests = given.items.some((item) => item.kind === "qemu");
  return (
    <Dialog
      open
      onClose={close}
      width="l"
      title={<Coded text={title} />}
      footer={<Button onClick={close}>{UI_WORDS.close}</Button>}
    >
      <div className={styles.body}>
        {inTheWay.length === 0 ? null : (
          <Notice tone="warn">
            {[...inTheWay.entries()].map(([at, line]) => (
              <p key={at}>
                <Coded text={line} />
              </p>
            ))}
          </Notice>
        )}
        {count > 1 ? <HandoffChoice machine={machine} bdfs={bdfs} chosen={chosen} onChoose={setChosen} /> : null}
        {isForGuests ? (
          <div className={styles.options}>
            <TextField
              label={HANDOFF_WORDS.guest}
              value={guest}
              onText={setGuest}
              placeholder={GUEST}
              hint={HANDOFF_WORDS.guestHelp}
              problem={isWrong ? HANDOFF_WORDS.noGuestName : null}
            />
            <Checkbox
              checked={iommufd && given.iommufd}
              onChange={setIommufd}
              disabled={!given.iommufd}
              hint={given.iommufd ? HANDOFF_WORDS.iommufdHelp : HANDOFF_WORDS.iommufdNot}
            >
              {HANDOFF_WORDS.iommufd}
            </Checkbox>
          </div>
        ) : null}
        {given.items.length === 0 ? (
          <EmptyState title={HANDOFF_WORDS.nothing}>
            {taken.length === 0 ? HANDOFF_WORDS.noneIsChosen : HANDOFF_WORDS.noneIsOnVfio}
          </EmptyState>
        ) : (
          <Tabs
            label={HANDOFF_WORDS.format}
            value={kind}
            onChange={setKind}
            tabs={given.items.map((item) => ({
              id: item.kind,
              label: item.title,
              content: () => <Sheet item={item} />,
            }))}
          />
        )}
      </div>
    </Dialog>
  );
}
