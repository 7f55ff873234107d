import { useId, useState } from "react";
import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { useConnection } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { useBusyWith } from "../../stores/operation-run.ts";
import { ask } from "../../stores/operations.ts";
import { useUsage } from "../../stores/usage.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Tooltip } from "../../ui/Tooltip.tsx";
import styles from "./Footer.module.css";
import { liftsStop, stopRole, typedWrong } from "./impact-view.ts";
import { type Access, accessOf, consentText } from "./plan-view.ts";
import type { Review } from "./use-review.ts";
import { WayBackChoice } from "./WayBackChoice.tsx";
import { RANGE_TEXT, type WayBackWanted, wayBackSeconds, wayBackWantedFor } from "./way-back-choice.ts";

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
      Change number…
    </Button>
  );
}

interface StopFieldProps {
  readonly bdf: Bdf;
  /** What it is, where what is protected is another function: `the PF`. */
  readonly role: string | null;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A hard stop: only the address, typed by hand, lifts it. */
function StopField({ bdf, role, value, onChange }: StopFieldProps) {
  const id = useId();
  const wrongId = useId();
  const wrong = typedWrong(bdf, value);
  return (
    <span className={styles.stop}>
      <label htmlFor={id}>
        Type <span className="mono">{bdf}</span> {role === null ? "" : `(${role}) `}to run it anyway
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
        {wrong}
      </span>
    </span>
  );
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
  const consent = stop === null ? consentText(machine, plan) : null;
  const [agreedTo, setAgreedTo] = useState<string | null>(null);
  const needsConsent = access.because === null && consent !== null;
  const agreed = !needsConsent || agreedTo === plan.id;
  const off =
    access.because ??
    (stop !== null && !lifted
      ? `Type ${stop.bdf} first: this plan is guarded.`
      : !agreed
        ? "Tick the box first: VFs that are in use would be removed."
        : hasWayBack && wayBack.on && wayBackSeconds(wayBack) === null
          ? `Choose ${RANGE_TEXT} seconds to confirm within.`
          : null);
  const waiting = review.planning || review.starting;
  if (plan.verdict === "nothing") {
    return (
      <>
        <span className={styles.left}>
          <ChangeButton plan={plan} />
        </span>
        <Button tone="primary" onClick={onClose}>
          Close
        </Button>
      </>
    );
  }
  const runButton = (
    <Button
      tone={stop !== null || plan.effects.destroys.length > 0 ? "danger" : "primary"}
      aria-disabled={off !== null || waiting || undefined}
      onClick={() => {
        if (off === null && !waiting)
          review.run(lifted ? (stop?.bdf ?? null) : null, hasWayBack ? wayBackSeconds(wayBack) : undefined);
      }}
    >
      {review.starting ? "Starting…" : "Run plan"}
    </Button>
  );
  return (
    <>
      <span className={styles.left}>
        <ChangeButton plan={plan} />
        {stop !== null && access.because === null ? (
          <StopField key={stop.bdf} bdf={stop.bdf} role={stopRole(machine, stop)} value={typed} onChange={setTyped} />
        ) : needsConsent ? (
          <Checkbox checked={agreed} onChange={(on) => setAgreedTo(on ? plan.id : null)}>
            {consent}
          </Checkbox>
        ) : access.because === null ? null : (
          <span className={styles.why} data-testid="why-not">
            {access.because}
          </span>
        )}
        {hasWayBack ? <WayBackChoice value={wayBack} onChange={setChosen} /> : null}
      </span>
      <Button onClick={onClose}>Cancel</Button>
      {access.offersCommands ? <CopyButton text={plan.commands.join("\n")} label="Copy commands" wide /> : null}
      <Tooltip text={off} disabled={off === null} trigger={runButton} side="top" />
    </>
  );
}
