import { ArrowLeftRight, FileOutput, Layers, RefreshCw, Settings2, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { describeFunction } from "../../../shared/machine/describe.ts";
import { hasDegradedLink } from "../../../shared/machine/link.ts";
import { functionName } from "../../../shared/machine/names.ts";
import { isGivenAway, type Role, roleOf } from "../../../shared/machine/role.ts";
import { type FunctionActionId, functionActions } from "../../actions/function-actions.ts";
import { configReadings } from "../../stores/config.ts";
import { detailReadings } from "../../stores/function-detail.ts";
import { Badge } from "../../ui/Badge.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ReasonButton } from "../../ui/ReasonButton.tsx";
import styles from "./Header.module.css";
import { FunctionLink } from "./parts/FunctionLink.tsx";
import type { FunctionProps } from "./parts/function-props.ts";

const ROLE_BADGES: Readonly<Partial<Record<Role, string>>> = { pf: "PF", vf: "VF", bridge: "Bridge" };
const ROLE_TONES = { pf: "pf", vf: "vf", bridge: "bridge", function: "neutral" } as const;

/** The actions that the header offers, with their icons; the rest is in the row's own menu. */
const ICONS: Readonly<Partial<Record<FunctionActionId, ReactNode>>> = {
  "set-vfs": <Layers />,
  assign: <ArrowLeftRight />,
  "give-back": <Undo2 />,
  "vf-settings": <Settings2 />,
  export: <FileOutput />,
};

function Badges({ machine, fn }: FunctionProps) {
  const role = roleOf(fn);
  const label = ROLE_BADGES[role];
  return (
    <span className={styles.badges}>
      {label === undefined ? null : <Badge tone={ROLE_TONES[role]}>{label}</Badge>}
      {fn.driver === null ? null : <Badge tone={isGivenAway(fn) ? "given" : "neutral"}>{fn.driver}</Badge>}
      {fn.powerState === "D3cold" ? <Badge tone="warn">D3cold</Badge> : null}
      {hasDegradedLink(machine, fn) ? <Badge tone="warn">link degraded</Badge> : null}
    </span>
  );
}

/** Ways to the functions that belong to this one. */
function Relatives({ machine, fn }: FunctionProps) {
  if (fn.physfn !== null) {
    return (
      <>
        {" · "}
        <FunctionLink bdf={fn.physfn}>Go to PF</FunctionLink>
      </>
    );
  }
  const [first] = machine.vfsOf(fn.bdf);
  if (first === undefined) return null;
  return (
    <>
      {" · "}
      <FunctionLink bdf={first.bdf}>First VF</FunctionLink>
    </>
  );
}

function Actions({ machine, fn }: FunctionProps) {
  return (
    <div className={styles.actions}>
      {functionActions(machine, [fn]).map((action) => {
        const icon = ICONS[action.id];
        if (icon === undefined) return null;
        return (
          <ReasonButton key={action.id} icon={icon} because={action.disabledBecause} onClick={() => action.run()}>
            {action.label}
          </ReasonButton>
        );
      })}
    </div>
  );
}

/** Which function it is, what it is, and what can be done with it. */
export function Header({ machine, fn }: FunctionProps) {
  const name = functionName(fn);
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <h2 className={styles.bdf}>{fn.bdf}</h2>
        <CopyButton label="Copy BDF" text={fn.bdf} />
        <Badges machine={machine} fn={fn} />
        <span className={styles.spring} />
        {machine.snapshot.identity.kind === "file" ? null : (
          <IconButton
            label="Read this function again"
            icon={<RefreshCw />}
            onClick={() => {
              configReadings.again(fn);
              detailReadings.again(fn);
            }}
          />
        )}
      </div>
      <p className={styles.name} title={name}>
        {name}
      </p>
      <p className={styles.sentence}>
        {describeFunction(machine, fn)}
        <Relatives machine={machine} fn={fn} />
      </p>
      <Actions machine={machine} fn={fn} />
    </header>
  );
}
