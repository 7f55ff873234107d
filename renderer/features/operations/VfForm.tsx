import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { Words } from "../../../shared/words/message.ts";
import { Button } from "../../ui/Button.tsx";
import { Coded } from "../../ui/Coded.tsx";
import { NumberStepper } from "../../ui/NumberStepper.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { useSlow } from "../../ui/use-slow.ts";
import { Between } from "../../words/Between.tsx";
import { useSay } from "../../words/language.ts";
import { Say } from "../../words/Say.tsx";
import { UI_WORDS } from "../../words/ui.ts";
import { VF_CHOICE_WORDS } from "../../words/vf-choice.ts";
import { Preflight } from "./Preflight.tsx";
import type { Preview } from "./use-preview.ts";
import type { VfChoice } from "./use-vf-choice.ts";
import styles from "./VfForm.module.css";
import { PURPOSES, presetsOf, throughZeroWords, type VfRange, verdictOf } from "./vf-choice.ts";

interface PresetsProps {
  readonly range: VfRange;
  readonly value: number | null;
  readonly onChoose: (value: number) => void;
}

function Presets({ range, value, onChoose }: PresetsProps) {
  const say = useSay();
  return (
    <ToggleGroup
      aria-label={say(VF_CHOICE_WORDS.presets)}
      className={styles.presets}
      value={value === null ? [] : [String(value)]}
      onValueChange={([chosen]) => {
        if (chosen !== undefined) onChoose(Number(chosen));
      }}
    >
      {presetsOf(range).map((preset) => (
        <Toggle
          key={preset.value}
          value={String(preset.value)}
          render={<Button className={styles.preset ?? ""}>{preset.label}</Button>}
        />
      ))}
    </ToggleGroup>
  );
}

const ICONS = {
  danger: <CircleAlert aria-hidden="true" />,
  warn: <TriangleAlert aria-hidden="true" />,
  info: <Info aria-hidden="true" />,
};

function Line({
  tone,
  text,
  more,
}: {
  readonly tone: keyof typeof ICONS;
  readonly text: Words;
  readonly more?: Words | null;
}) {
  return (
    <p className={`${styles.line} ${styles[tone]}`}>
      {ICONS[tone]}
      <span>
        <Coded text={text} />
        {more == null ? null : (
          <span className={styles.more}>
            <Between />
            <Say of={VF_CHOICE_WORDS.andMore({ more })} />
          </span>
        )}
      </span>
    </p>
  );
}

/** @param told the summary would only repeat what stands there already */
function PreviewLine({ preview, told }: { readonly preview: Preview; readonly told: boolean }) {
  const slow = useSlow(preview.state === "planning");
  if (preview.state === "failed") return <Line tone="danger" text={preview.message} />;
  if (preview.state === "none" || preview.plan === null) {
    return slow ? <Spinner label={VF_CHOICE_WORDS.previewing} /> : null;
  }
  const verdict = verdictOf(preview.plan);
  if (told && verdict.tone === "info") return null;
  return <Line tone={verdict.tone} text={verdict.text} more={verdict.more} />;
}

function purposeHelp(choice: VfChoice): Words {
  if (choice.count === 0) return VF_CHOICE_WORDS.zeroHelp;
  const chosen = PURPOSES.find(({ id }) => id === choice.purpose);
  return chosen?.help ?? VF_CHOICE_WORDS.differsHelp;
}

interface VfFormProps {
  readonly choice: VfChoice;
  readonly preview: Preview;
  readonly autoFocus?: boolean;
  /** Shown with what limits the number. */
  readonly children?: ReactNode;
}

/** A number of VFs, what they are for, and what that would do. */
export function VfForm({ choice, preview, autoFocus = false, children }: VfFormProps) {
  const say = useSay();
  const id = useId();
  const helpId = useId();
  const { range, count, from } = choice;
  const zero = throughZeroWords(from, count ?? from);
  const atLimit = count !== null && count >= range.fits;
  return (
    <div className={styles.form}>
      <div className={styles.row}>
        <label htmlFor={id} className={styles.label}>
          {say(VF_CHOICE_WORDS.number)}
        </label>
        <NumberStepper
          id={id}
          value={count}
          onChange={choice.setCount}
          min={0}
          max={range.max}
          describedBy={helpId}
          unit={UI_WORDS.vfs}
          autoFocus={autoFocus}
        />
        <Presets range={range} value={count} onChoose={choice.setCount} />
      </div>
      <p id={helpId} className={styles.help} data-testid="vf-limit">
        <Coded
          text={atLimit || range.fits < range.max ? range.because : VF_CHOICE_WORDS.range({ fits: range.fits, from })}
        />
      </p>
      <Preflight preflight={choice.preflight} />
      {children}
      <div className={styles.row}>
        <span className={styles.label}>{say(VF_CHOICE_WORDS.bindTo)}</span>
        <SegmentedControl
          label={VF_CHOICE_WORDS.bindVfsTo}
          value={choice.purpose}
          onChange={choice.setPurpose}
          options={PURPOSES}
        />
      </div>
      <p className={styles.help}>{say(purposeHelp(choice))}</p>
      <div className={styles.preview} role="status" aria-label={say(VF_CHOICE_WORDS.preview)} data-testid="vf-preview">
        {zero === null ? null : <Line tone="warn" text={zero} />}
        <PreviewLine preview={preview} told={zero !== null} />
      </div>
    </div>
  );
}
