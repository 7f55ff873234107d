import { ArrowLeftRight, FileOutput, Layers, RefreshCw, Settings2, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { describeFunction } from "../../../shared/machine/describe.ts";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { isFile } from "../../../shared/machine/file-name.ts";
import { hasDegradedLink, linkOf } from "../../../shared/machine/link.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { functionName } from "../../../shared/machine/names.ts";
import { isGivenAway, type Role, roleOf } from "../../../shared/machine/role.ts";
import type { Words } from "../../../shared/words/message.ts";
import { FUNCTION_WORDS } from "../../../shared/words/texts/function.ts";
import { type FunctionActionId, functionActions } from "../../actions/function-actions.ts";
import { configReadings } from "../../stores/config.ts";
import { detailReadings } from "../../stores/function-detail.ts";
import { Badge } from "../../ui/Badge.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ReasonButton } from "../../ui/ReasonButton.tsx";
import { DETAIL_WORDS } from "../../words/detail.ts";
import { useSay } from "../../words/language.ts";
import styles from "./Header.module.css";
import { FunctionLink } from "./parts/FunctionLink.tsx";
import type { FunctionProps } from "./parts/function-props.ts";

const ROLE_BADGES: Readonly<Partial<Record<Role, Words>>> = { pf: "PF", vf: "VF", bridge: FUNCTION_WORDS.bridge };
const ROLE_TONES = { pf: "pf", vf: "vf", bridge: "bridge", function: "neutral" } as const;

/** The actions that the header offers, with their icons; the rest is in the row's own menu. */
const ICONS: Readonly<Partial<Record<FunctionActionId, ReactNode>>> = {
  "set-vfs": <Layers />,
  assign: <ArrowLeftRight />,
  "give-back": <Undo2 />,
  "vf-settings": <Settings2 />,
  export: <FileOutput />,
};

function degradedWords(machine: Machine, fn: FunctionInfo): Words | null {
  if (!hasDegradedLink(machine, fn)) return null;
  const link = linkOf(machine, fn);
  if (link?.speedDegraded && link.widthDegraded) return DETAIL_WORDS.linkSlowAndNarrow;
  return link?.widthDegraded ? DETAIL_WORDS.linkNarrow : DETAIL_WORDS.linkSlow;
}

function Badges({ machine, fn }: FunctionProps) {
  const say = useSay();
  const degraded = degradedWords(machine, fn);
  const role = roleOf(fn);
  const label = ROLE_BADGES[role];
  return (
    <span className={styles.badges}>
      {label === undefined ? null : <Badge tone={ROLE_TONES[role]}>{say(label)}</Badge>}
      {fn.driver === null ? null : <Badge tone={isGivenAway(fn) ? "given" : "neutral"}>{fn.driver}</Badge>}
      {fn.powerState === "D3cold" ? <Badge tone="warn">D3cold</Badge> : null}
      {degraded === null ? null : <Badge tone="warn">{say(degraded)}</Badge>}
    </span>
  );
}

/** Ways to the functions that belong to this one. */
function Relatives({ machine, fn }: FunctionProps) {
  const say = useSay();
  if (fn.physfn !== null) {
    return (
      <>
        {" · "}
        <FunctionLink bdf={fn.physfn}>{say(DETAIL_WORDS.goToPf)}</FunctionLink>
      </>
    );
  }
  const [first] = machine.vfsOf(fn.bdf);
  if (first === undefined) return null;
  return (
    <>
      {" · "}
      <FunctionLink bdf={first.bdf}>{say(DETAIL_WORDS.firstVf)}</FunctionLink>
    </>
  );
}

function Actions({ machine, fn }: FunctionProps) {
  const say = useSay();
  return (
    <div className={styles.actions}>
      {functionActions(machine, [fn]).map((action) => {
        const icon = ICONS[action.id];
        if (icon === undefined) return null;
        return (
          <ReasonButton key={action.id} icon={icon} because={action.disabledBecause} onClick={() => action.run()}>
            {say(action.label)}
          </ReasonButton>
        );
      })}
    </div>
  );
}

/** Which function it is, what it is, and what can be done with it. */
export function Header({ machine, fn }: FunctionProps) {
  const say = useSay();
  const name = say(functionName(fn));
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <h2 className={styles.bdf}>{fn.bdf}</h2>
        <CopyButton label={say(DETAIL_WORDS.copyBdf)} text={fn.bdf} />
        <Badges machine={machine} fn={fn} />
        <span className={styles.spring} />
        {isFile(machine.snapshot) ? null : (
          <IconButton
            label={say(DETAIL_WORDS.readFunctionAgain)}
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
        {say(describeFunction(machine, fn))}
        <Relatives machine={machine} fn={fn} />
      </p>
      <Actions machine={machine} fn={fn} />
    </header>
  );
}
