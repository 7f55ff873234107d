import { type RefObject, useEffect, useId, useRef, useState } from "react";
import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { Words } from "../../../shared/words/message.ts";
import { useConnection } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { useBusyWith } from "../../stores/operation-run.ts";
import { ask } from "../../stores/operations.ts";
import { useUsage } from "../../stores/usage.ts";
import { useUsedBy } from "../../stores/used-by.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Coded } from "../../ui/Coded.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Tooltip } from "../../ui/Tooltip.tsx";
import { PLAN_WORDS } from "../../words/plan.ts";
import { Say } from "../../words/Say.tsx";
import { UI_WORDS } from "../../words/ui.ts";
import styles from "./Footer.module.css";
import { liftsStop, stopLabel, takesFromSomebody, typedWrong } from "./impact-view.ts";
import { type Access, accessOf, consentWords } from "./plan-view.ts";
import type { Review } from "./use-review.ts";
import { WayBackChoice } from "./WayBackChoice.tsx";
import { RANGE, type WayBackWanted, wayBackSeconds, wayBackWantedFor } from "./way-back-choice.ts";

function useAccess(machine: Machine, plan: PlanView): Access {
  const info = useConnection((state) => state.info);
  const socket = useConnection((state) => state.socket);
  const busyWith = useBusyWith(useMachine((state) => state.host));
  return accessOf({ plan, identity: machine.snapshot.identity, info, connected: socket === "open", busyWith });
}

/** Back to choosing, for plans that began with a number of VFs. */
function ChangeButton({ plan }: { readonly plan: PlanView }) {
  const { request } = plan;
  if (request.kind !== "vfs.set") return null;
  const { pf, count, purpose } = request;
  return (
    <Button
      tone="quiet"
      className={styles.edge ?? ""}
      onClick={() => ask({ kind: "vfs", pf, draft: { count, purpose } })}
    >
      {PLAN_WORDS.changeNumber}
    </Button>
  );
}

interface StopFieldProps {
  readonly bdf: Bdf;
  readonly label: Words;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A hard stop: only the address, typed by hand, lifts it. */
function StopField({ bdf, label, value, onChange }: StopFieldProps) {
  const id = useId();
  const wrongId = useId();
  const wrong = typedWrong(bdf, value);
  return (
    <span className={styles.stop}>
      <label htmlFor={id}>
        <Coded text={label} />
      </label>
      <input
        id={id}
        className={`mono ${styles.address}`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        data-testid="stop-address"
        aria-invalid={wrong !== null || undefined}
        aria-describedby={wrongId}
      />
      <span id={wrongId} className={styles.wrong} role="status">
        {wrong === null ? null : <Say of={wrong} />}
      </span>
    </span>
  );
}

/**
 * A plan that has come puts the keyboard on its button, and one that cannot run on the way out of that; one that destroys
 * or asks on what there is to read, unless it is somewhere in the dialog already.
 */
function useFirstFocus(button: RefObject<HTMLButtonElement | null>, isHarmless: boolean): void {
  useEffect(() => {
    const dialog = button.current?.closest<HTMLElement>('[role="dialog"]') ?? null;
    const { activeElement } = document;
    const isTaken = activeElement !== dialog && dialog?.contains(activeElement) === true;
    if (dialog === null || isTaken) return;
    const review = dialog.querySelector<HTMLElement>("[data-review]");
    const place = isHarmless ? button.current : (review?.querySelector<HTMLElement>("[data-way-out] button") ?? review);
    place?.focus();
  }, [button, isHarmless]);
}

interface ReviewFooterProps {
  readonly machine: Machine;
  readonly plan: PlanView;
  readonly review: Review;
  readonly onClose: () => void;
}

export function ReviewFooter({ machine, plan, review, onClose }: ReviewFooterProps) {
  const access = useAccess(machine, plan);
  const { stop } = plan;
  const usage = useUsage(machine);
  const hasWayBack = plan.undoable && usage?.wayBack === true && access.because === null;
  const [chosen, setChosen] = useState<WayBackWanted | null>(null);
  const wayBack = chosen ?? wayBackWantedFor(plan);
  const [typed, setTyped] = useState("");
  const lifted = liftsStop(plan, typed);
  // Typing an address says more than a tick.
  const consent = stop === null ? consentWords(machine, plan) : null;
  const [agreedTo, setAgreedTo] = useState<string | null>(null);
  const needsConsent = access.because === null && consent !== null;
  const agreed = !needsConsent || agreedTo === plan.id;
  const off =
    access.because ??
    (stop !== null && !lifted
      ? PLAN_WORDS.typeFirst({ bdf: stop.bdf })
      : !agreed
        ? PLAN_WORDS.tickFirst
        : hasWayBack && wayBack.on && wayBackSeconds(wayBack) === null
          ? PLAN_WORDS.secondsFirst(RANGE)
          : null);
  const waiting = review.planning || review.starting;
  const main = useRef<HTMLButtonElement>(null);
  const destroys = plan.effects.destroys.length > 0;
  const takes = takesFromSomebody(plan, machine, useUsedBy(machine));
  useFirstFocus(main, access.because === null && stop === null && !needsConsent && !destroys);
  if (plan.verdict === "nothing") {
    return (
      <>
        <span className={styles.left}>
          <ChangeButton plan={plan} />
        </span>
        <Button ref={main} tone="primary" onClick={onClose}>
          {UI_WORDS.close}
        </Button>
      </>
    );
  }
  const runButton = (
    <Button
      ref={main}
      tone={takes ? "danger" : "primary"}
      aria-disabled={off !== null || waiting || undefined}
      onClick={() => {
        if (off === null && !waiting)
          review.run(lifted ? (stop?.bdf ?? null) : null, hasWayBack ? wayBackSeconds(wayBack) : undefined);
      }}
    >
      {review.starting ? PLAN_WORDS.starting : PLAN_WORDS.run}
    </Button>
  );
  return (
    <>
      <span className={styles.left}>
        <ChangeButton plan={plan} />
        {stop !== null && access.because === null ? (
          <StopField key={stop.bdf} bdf={stop.bdf} label={stopLabel(machine, stop)} value={typed} onChange={setTyped} />
        ) : needsConsent ? (
          <Checkbox checked={agreed} onChange={(on) => setAgreedTo(on ? plan.id : null)}>
            {consent}
          </Checkbox>
        ) : access.because === null ? null : (
          <span className={styles.why} data-testid="why-not">
            <Say of={access.because} />
          </span>
        )}
        {hasWayBack ? <WayBackChoice value={wayBack} onChange={setChosen} /> : null}
      </span>
      <Button onClick={onClose}>{UI_WORDS.cancel}</Button>
      {access.offersCommands ? (
        <CopyButton text={plan.commands.join("\n")} label={PLAN_WORDS.copyCommands} wide />
      ) : null}
      <Tooltip text={off} disabled={off === null} trigger={runButton} side="top" />
    </>
  );
}
