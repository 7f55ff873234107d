import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import type { Machine } from "../../../shared/machine/machine.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { numbersText, vfNumbers } from "../../model/vf-numbers.ts";
import { useFew } from "../../ui/ShowMore.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { HANDOFF_WORDS } from "../../words/handoff.ts";
import { useSay } from "../../words/language.ts";
import { UI_WORDS } from "../../words/ui.ts";
import styles from "./HandoffDialog.module.css";
import { rangeOf, stepFrom, toggled } from "./handoff-choice.ts";

/** As many are in view at once; the others are a button away. */
const FEW = 64;

interface HandoffChoiceProps {
  readonly machine: Machine;
  readonly bdfs: readonly Bdf[];
  readonly chosen: ReadonlySet<Bdf>;
  readonly onChoose: (chosen: ReadonlySet<Bdf>) => void;
}

/** VFs by their numbers, where all of these are of one PF. */
function vfsOfOnePf(machine: Machine, bdfs: readonly Bdf[]): ReadonlyMap<number, Bdf> | null {
  const pfs = new Set(bdfs.map((bdf) => machine.byBdf.get(bdf)?.physfn ?? null));
  const [pf] = pfs;
  if (pf === null || pf === undefined || pfs.size > 1) return null;
  const given = new Set(bdfs);
  const of = machine.byBdf.get(pf)?.virtfns.filter(({ bdf }) => given.has(bdf)) ?? [];
  return of.length === bdfs.length ? new Map(of.map(({ index, bdf }) => [index, bdf])) : null;
}

/** Which of several functions the guest gets: one stop of the Tab key, arrows within, Shift takes a range. */
export function HandoffChoice({ machine, bdfs, chosen, onChoose }: HandoffChoiceProps) {
  const say = useSay();
  const list = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const { shown, button } = useFew(bdfs, FEW);

  const hint = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const vfs = useMemo(() => vfsOfOnePf(machine, bdfs), [machine, bdfs]);
  const isWrong = typed !== null && vfs !== null && "stray" in vfNumbers(typed, new Set(vfs.keys()));

  const write = (text: string): void => {
    setTyped(text);
    const named = vfs === null ? null : vfNumbers(text, new Set(vfs.keys()));
    // Numbers that name none are of no function: a text for those of before would be another than what is asked for.
    const numbers = named !== null && "vfs" in named ? named.vfs : [];
    onChoose(new Set(numbers.flatMap((vf) => vfs?.get(vf) ?? [])));
  };
  const choose = (index: number, isRange: boolean): void => {
    setTyped(null);
    onChoose(isRange ? rangeOf(bdfs, at, index) : toggled(chosen, bdfs[index]));
    // Another range goes on from where this one began.
    if (!isRange) setAt(index);
  };
  const move = (event: KeyboardEvent): void => {
    const boxes = [...(list.current?.querySelectorAll("input") ?? [])];
    const next = stepFrom(boxes.indexOf(document.activeElement as HTMLInputElement), event.key, boxes.length);
    if (next === null) return;
    event.preventDefault();
    boxes[next]?.focus();
  };
  return (
    <fieldset className={styles.choice} aria-describedby={hint} onKeyDown={move}>
      <legend>{say(HANDOFF_WORDS.chosen({ chosen: String(chosen.size), count: bdfs.length }))}</legend>
      <p id={hint} className={styles.hint}>
        {say(HANDOFF_WORDS.range)}
      </p>
      {vfs === null ? null : (
        <TextField
          label={UI_WORDS.vfs}
          value={typed ?? numbersText([...vfs].flatMap(([vf, bdf]) => (chosen.has(bdf) ? [vf] : [])))}
          onText={write}
          onFocus={({ target }) => target.select()}
          hint={HANDOFF_WORDS.numbers}
          problem={isWrong ? HANDOFF_WORDS.noSuchVfs : null}
          data-autofocus=""
        />
      )}
      <div ref={list} className={styles.list}>
        {shown.map((bdf, index) => {
          const vf = machine.vfIndexOf(bdf);
          return (
            <label key={bdf} className={styles.one}>
              <input
                type="checkbox"
                checked={chosen.has(bdf)}
                tabIndex={index === Math.min(at, shown.length - 1) ? 0 : -1}
                onChange={({ nativeEvent }) => choose(index, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
              />
              <span className="mono">{bdf}</span>
              {vf === null ? null : <span className={styles.vf}>{say(HANDOFF_WORDS.vf({ index: String(vf) }))}</span>}
            </label>
          );
        })}
      </div>
      {button}
    </fieldset>
  );
}
