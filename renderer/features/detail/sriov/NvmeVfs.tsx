import { HardDrive } from "lucide-react";
import { isFile } from "../../../../shared/machine/file-name.ts";
import { isNvmePf, NVME_VFS_ABOUT, NVME_VFS_TITLE, nvmeVfsView } from "../../../../shared/machine/nvme-vfs.ts";
import { useFunctionDetail } from "../../../stores/function-detail.ts";
import { ask } from "../../../stores/operations.ts";
import { useOutOfReach } from "../../../stores/out-of-reach.ts";
import { ReasonButton } from "../../../ui/ReasonButton.tsx";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { useSay } from "../../../words/language.ts";
import { SRIOV_TAB_WORDS } from "../../../words/sriov-tab.ts";
import type { FunctionProps } from "../parts/function-props.ts";
import { Section } from "../parts/Section.tsx";
import table from "../parts/table.module.css";

/** What an NVMe PF shares out among the controllers of its VFs, which stand in their table. Nothing for any other PF. */
export function NvmeVfs({ machine, fn }: FunctionProps) {
  return isNvmePf(fn) && !isFile(machine.snapshot) ? (
    <Live machine={machine} fn={fn} />
  ) : fn.nvmeVfs === undefined ? null : (
    <Controllers machine={machine} fn={fn} told={fn.nvmeVfs} />
  );
}

function Live({ machine, fn }: FunctionProps) {
  const answer = useFunctionDetail(fn)?.answer;
  return <Controllers machine={machine} fn={fn} told={answer === undefined ? null : (answer?.value.nvmeVfs ?? null)} />;
}

function Controllers({ machine, fn, told }: FunctionProps & { readonly told: FunctionProps["fn"]["nvmeVfs"] | null }) {
  const say = useSay();
  const outOfReach = useOutOfReach();
  const view = told ? nvmeVfsView(told) : null;
  const here = new Set(fn.virtfns.map(({ index }) => index));
  const canChange = !isFile(machine.snapshot) && here.size > 0;
  const present = view?.rows.filter(({ vf }) => here.has(vf)) ?? [];
  const open = (vfs: readonly number[]) => ask({ kind: "nvmeVfs", pf: fn.bdf, vfs });
  return (
    <Section title={NVME_VFS_TITLE} wide testId="section-nvme-vfs">
      <p>{say(NVME_VFS_ABOUT)}</p>
      {view === null ? <p className={table.quiet}>{say(DETAIL_WORDS.notRead)}</p> : null}
      {view?.missing ? <p className={table.quiet}>{say(view.missing)}</p> : null}
      {[...(view?.pools ?? []).entries()].map(([at, sentence]) => (
        <p key={at}>{say(sentence)}</p>
      ))}
      {canChange && present.length > 0 ? (
        <p>
          <ReasonButton icon={<HardDrive />} because={outOfReach} onClick={() => open(present.map(({ vf }) => vf))}>
            {say(present.length === 1 ? SRIOV_TAB_WORDS.change : SRIOV_TAB_WORDS.changeAll({ count: present.length }))}
          </ReasonButton>
        </p>
      ) : null}
    </Section>
  );
}
