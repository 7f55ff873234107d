import { visibleLine } from "../../../shared/pci/visible-text.ts";
import { mapWords } from "../../../shared/words/message.ts";
import { cancelOpening, useOpening } from "../../stores/files.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { useSlow } from "../../ui/use-slow.ts";
import { MACHINE_WORDS } from "../../words/machines.ts";
import { UI_WORDS } from "../../words/ui.ts";

/** A dump or a report that takes its time to open, with how far it is. */
export function OpeningBanner() {
  const opening = useOpening((state) => state.opening);
  const isSlow = useSlow(opening !== null);
  if (opening === null || !isSlow) return null;
  const percent = Math.round(opening.part * 100);
  const label = mapWords(MACHINE_WORDS.opening({ name: opening.name }), visibleLine);
  return (
    <Notice title={label} actions={<Button onClick={cancelOpening}>{UI_WORDS.cancel}</Button>}>
      <ProgressBar label={label} value={percent} max={100} text={MACHINE_WORDS.percent({ percent })} />
    </Notice>
  );
}
