import { Unplug } from "lucide-react";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { functionName } from "../../../shared/machine/names.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { useMachine } from "../../stores/machine.ts";
import { useOperations, type VfDraft } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { Coded } from "../../ui/Coded.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { UI_WORDS } from "../../words/ui.ts";
import { VF_CHOICE_WORDS } from "../../words/vf-choice.ts";
import { ProtectedUses } from "./ProtectedUses.tsx";
import { planOf, useEffectsInTable, usePreview } from "./use-preview.ts";
import { useVfChoice } from "./use-vf-choice.ts";
import { ReviewButton } from "./VfControl.tsx";
import { VfForm } from "./VfForm.tsx";

interface ContentProps {
  readonly machine: Machine;
  readonly pf: FunctionInfo;
  readonly draft: VfDraft | null;
  readonly onClose: () => void;
}

function Content({ machine, pf, draft, onClose }: ContentProps) {
  const choice = useVfChoice(machine, pf, draft);
  const preview = usePreview(choice.request, pf);
  useEffectsInTable(planOf(preview), true);
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Coded text={VF_CHOICE_WORDS.vfsOf({ pf: pf.bdf })} />}
      description={functionName(pf)}
      footer={
        <>
          <Button onClick={onClose}>{UI_WORDS.cancel}</Button>
          <ReviewButton choice={choice} />
        </>
      }
    >
      <VfForm choice={choice} preview={preview} autoFocus>
        <ProtectedUses machine={machine} pf={pf} />
      </VfForm>
    </Dialog>
  );
}

/** Choose a number of VFs, from wherever the PF was found. */
export function VfDialog({ bdf, draft }: { readonly bdf: Bdf; readonly draft: VfDraft | null }) {
  const machine = useMachine((state) => state.machine);
  const { close } = useOperations.getState();
  const pf = machine?.byBdf.get(bdf);
  if (machine !== null && pf !== undefined) {
    return <Content key={bdf} machine={machine} pf={pf} draft={draft} onClose={close} />;
  }
  return (
    <Dialog
      open
      onClose={close}
      title={VF_CHOICE_WORDS.vfsOf({ pf: bdf })}
      footer={<Button onClick={close}>{UI_WORDS.close}</Button>}
    >
      <EmptyState icon={<Unplug />} title={VF_CHOICE_WORDS.gone({ pf: bdf })} />
    </Dialog>
  );
}
