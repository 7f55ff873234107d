import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Button } from "../../ui/Button.tsx";
import { Coded } from "../../ui/Coded.tsx";
import { NumberStepper } from "../../ui/NumberStepper.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { useSlow } from "../../ui/use-slow.ts";
import { UI_WORDS } from "../../words/ui.ts";
import { Preflight } from "./Preflight.tsx";
import type { Preview } from "./use-preview.ts";
import type { VfChoice } from "./use-vf-choice.ts";
import styles from "./VfForm.module.css";
import { PURPOSES, presetsOf, throughZeroText, type VfRange, verdictOf } from "./vf-choice.ts";

interface PresetsProps {
  readonly range: VfRange;
  readonly value: number | null;
  readonly onChoose: (value: number) => void;
}

function Presets({ range, value, onChoose }: PresetsProps) {
  return (
    <fieldset className={styles.presets} aria-label="Usual numbers of VFs">
      {presetsOf(range).map((preset) => (
        <Button
          key={preset.value}
          className={styles.preset ?? ""}
          aria-pressed={preset.value === value}
          onClick={() => onChoose(preset.value)}
        >
          {preset.label}
        </Button>
      ))}
    </fieldset>
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
  readonly text: string;
  readonly more?: string | null;
}) {
  return (
    <p className={`${styles.line} ${styles[tone]}`}>
      {ICONS[tone]}
      <span>
        <Coded text={text} />
        {more == null ? null : <span className={styles.more}> And {more}.</span>}
      </span>
    </p>
  );
}

/** @param told the summary would only repeat what is said already */
function PreviewLine({ preview, told }: { readonly preview: Preview; readonly told: boolean }) {
  const slow = useSlow(preview.state === "planning");
  if (preview.state === "failed") return <Line tone="danger" text={preview.message} />;
  if (preview.state === "none" || preview.plan === null) {
    return slow ? <Spinner label="Looking at what this would do" /> : null;
  }
  const verdict = verdictOf(preview.plan);
  if (told && verdict.tone === "info") return null;
  return <Line tone={verdict.tone} text={verdict.text} more={verdict.more} />;
}

function purposeHelp(choice: VfChoice): string {
  if (choice.count === 0) return "With 0 VFs SR-IOV is off, and there is nothing to give to anybody.";
  const chosen = PURPOSES.find(({ id }) => id === choice.purpose);
  return chosen?.help ?? "The VFs are in different hands now. Choosing one moves them all.";
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
  const id = useId();
  const helpId = useId();
  const { range, count, from } = choice;
  const zero = throughZeroText(from, count ?? from);
  const atLimit = count !== null && count >= range.fits;
  return (
    <div className={styles.form}>
      <div className={styles.row}>
        <label htmlFor={id} className={styles.label}>
          Number of VFs
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
        {atLimit || range.fits < range.max ? <Coded text={range.because} /> : `0 to ${range.fits}; ${from} now.`}
      </p>
      <Preflight preflight={choice.preflight} />
      {children}
      <div className={styles.row}>
        <span className={styles.label}>For</span>
        <SegmentedControl
          label="What the VFs are for"
          value={choice.purpose}
          onChange={choice.setPurpose}
          options={PURPOSES}
        />
      </div>
      <p className={styles.help}>{purposeHelp(choice)}</p>
      <div className={styles.preview} role="status" aria-label="What this would do" data-testid="vf-preview">
        {zero === null ? null : <Line tone="warn" text={zero} />}
        <PreviewLine preview={preview} told={zero !== null} />
      </div>
    </div>
  );
}
