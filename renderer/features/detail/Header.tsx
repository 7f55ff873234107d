import { RefreshCw } from "lucide-react";
import { useMemo } from "react";
import { bridgePhrase, kindOf } from "../../../shared/machine/describe.ts";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { isFile } from "../../../shared/machine/file-name.ts";
import { mayHaveNetwork } from "../../../shared/machine/interfaces.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { functionName } from "../../../shared/machine/names.ts";
import { type Role, roleOf } from "../../../shared/machine/role.ts";
import type { UsedByIndex } from "../../../shared/machine/used-by.ts";
import { isNetworkPf } from "../../../shared/machine/vf-network.ts";
import { shortBdf } from "../../../shared/pci/bdf.ts";
import type { Words } from "../../../shared/words/message.ts";
import { COMMON } from "../../../shared/words/texts/common.ts";
import { FUNCTION_WORDS } from "../../../shared/words/texts/function.ts";
import { configReadings, useConfig } from "../../stores/config.ts";
import { detailReadings, useLiveDetail } from "../../stores/function-detail.ts";
import { useUsedBy, useWhyUseUnknown } from "../../stores/used-by.ts";
import { Badge } from "../../ui/Badge.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { DETAIL_WORDS } from "../../words/detail.ts";
import { HEADER_WORDS } from "../../words/header.ts";
import { useSay } from "../../words/language.ts";
import { MANY_WORDS } from "../../words/many.ts";
import styles from "./Header.module.css";
import { HeaderFacts } from "./HeaderFacts.tsx";
import { type HeaderInput, headerFacts, type Kept } from "./header-facts.ts";
import { FunctionActions } from "./parts/FunctionActions.tsx";
import { FunctionLink } from "./parts/FunctionLink.tsx";
import type { FunctionProps } from "./parts/function-props.ts";

const ROLE_TONES = { pf: "pf", vf: "vf", bridge: "bridge", function: "neutral" } as const;

function roleLabel(machine: Machine, fn: FunctionInfo): Words | null {
  const index = machine.vfIndexOf(fn.bdf);
  const labels: Readonly<Record<Role, Words | null>> = {
    pf: "PF",
    vf: index === null ? "VF" : MANY_WORDS.vf({ index }),
    bridge: FUNCTION_WORDS.bridge,
    function: null,
  };
  return labels[roleOf(fn)];
}

/** What it is among functions; of a VF with the way to its PF. */
function RoleOf({ machine, fn }: FunctionProps) {
  const say = useSay();
  const label = roleLabel(machine, fn);
  if (label === null) return null;
  return (
    <span className={styles.role}>
      <Badge tone={ROLE_TONES[roleOf(fn)]}>{say(label)}</Badge>
      {fn.physfn === null ? null : (
        <FunctionLink bdf={fn.physfn}>{say(HEADER_WORDS.vfOf({ pf: shortBdf(fn.physfn) }))}</FunctionLink>
      )}
    </span>
  );
}

function Actions({ machine, fn, usedBy }: FunctionProps & { readonly usedBy: UsedByIndex }) {
  const say = useSay();
  const functions = useMemo(() => [fn], [fn]);
  return (
    <div className={styles.actions}>
      <FunctionActions machine={machine} functions={functions} usedBy={usedBy} />
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
  );
}

type FactsProps = Pick<HeaderInput, "machine" | "fn" | "usedBy">;

function Facts({ machine, fn, usedBy, kept }: FactsProps & { readonly kept: Kept | null }) {
  const view = useConfig(fn);
  const whyUseUnknown = useWhyUseUnknown();
  const space = view.state === "decoded" ? view.config.space : null;
  const presence = view.state === "gone" ? "gone" : view.state === "all-ones" ? "silent" : "there";
  const facts = useMemo(
    () => headerFacts({ machine, fn, usedBy, whyUseUnknown, kept, space, presence }),
    [machine, fn, usedBy, whyUseUnknown, kept, space, presence],
  );
  return <HeaderFacts key={fn.bdf} facts={facts} />;
}

/** With what the PF keeps for this VF. */
function VfFacts({ pf, ...props }: FactsProps & { readonly pf: FunctionInfo }) {
  const { machine, fn } = props;
  const reading = useLiveDetail(pf);
  const index = machine.vfIndexOf(fn.bdf);
  const kept = useMemo((): Kept => {
    const of = { pf: pf.bdf };
    if (reading?.error != null) return { ...of, state: "unknown", why: reading.error };
    if (reading?.answer == null) return { ...of, state: "reading" };
    const settings = reading.answer.value.vfSettings?.find(({ vf }) => vf === index);
    if (settings !== undefined) return { ...of, state: "known", settings };
    return { ...of, state: "unknown", why: HEADER_WORDS.keptUntold({ pf: pf.bdf }) };
  }, [pf, reading, index]);
  return <Facts {...props} kept={kept} />;
}

/** Of a VF whose PF has no interface on this host. */
function unkept(pf: FunctionInfo | undefined): Kept | null {
  if (pf === undefined || !mayHaveNetwork(pf)) return null;
  return { pf: pf.bdf, state: "unknown", why: HEADER_WORDS.keptWithoutNetwork({ pf: pf.bdf }) };
}

/** Which function it is, what it is, what matters of it, and what can be done with it. */
export function Header({ machine, fn }: FunctionProps) {
  const say = useSay();
  const usedBy = useUsedBy(machine);
  const name = say(functionName(fn));
  const kind = say(roleOf(fn) === "bridge" ? bridgePhrase(fn) : kindOf(fn));
  const pf = fn.physfn === null ? undefined : machine.byBdf.get(fn.physfn);
  const kept = useMemo(() => unkept(pf), [pf]);
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <h2 className={styles.bdf}>{fn.bdf}</h2>
        <CopyButton label={say(DETAIL_WORDS.copyBdf)} text={fn.bdf} />
        <RoleOf machine={machine} fn={fn} />
        <Actions machine={machine} fn={fn} usedBy={usedBy} />
      </div>
      <p className={styles.name} title={say(COMMON.labelled({ label: kind, text: name }))}>
        <span>{name}</span> <span className={styles.kind}>{kind}</span>
      </p>
      {pf !== undefined && isNetworkPf(pf) ? (
        <VfFacts machine={machine} fn={fn} usedBy={usedBy} pf={pf} />
      ) : (
        <Facts machine={machine} fn={fn} usedBy={usedBy} kept={kept} />
      )}
    </header>
  );
}
