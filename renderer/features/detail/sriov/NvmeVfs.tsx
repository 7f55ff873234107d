import { HardDrive } from "lucide-react";
import { isFile } from "../../../../shared/machine/file-name.ts";
import { isNvmePf, NVME_VFS_ABOUT, NVME_VFS_TITLE, nvmeVfsView } from "../../../../shared/machine/nvme-vfs.ts";
import { FACT_WORDS } from "../../../../shared/words/texts/facts.ts";
import { useFunctionDetail } from "../../../stores/function-detail.ts";
import { ask } from "../../../stores/operations.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { useSay } from "../../../words/language.ts";
import { SRIOV_TAB_WORDS } from "../../../words/sriov-tab.ts";
import type { FunctionProps } from "../parts/function-props.ts";
import { Section } from "../parts/Section.tsx";
import { Table } from "../parts/Table.tsx";
import table from "../parts/table.module.css";

/** The controllers of an NVMe PF's VFs: which are online, with what, and what is left. Nothing for any other PF. */
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
          <Button icon={<HardDrive />} onClick={() => open(present.map(({ vf }) => vf))}>
            {say(present.length === 1 ? SRIOV_TAB_WORDS.change : SRIOV_TAB_WORDS.changeAll({ count: present.length }))}
          </Button>
        </p>
      ) : null}
      {view === null || view.rows.length === 0 ? null : (
        <Table
          head={[
            SRIOV_TAB_WORDS.vf,
            SRIOV_TAB_WORDS.controller,
            SRIOV_TAB_WORDS.state,
            SRIOV_TAB_WORDS.queues,
            FACT_WORDS.interrupts,
            "",
          ]}
          numbers={[SRIOV_TAB_WORDS.queues, FACT_WORDS.interrupts]}
        >
          {view.rows.map((row) => (
            <tr key={row.vf}>
              <td>{row.vf}</td>
              <td>{row.controller}</td>
              <td>
                <Badge tone={row.isOnline ? "ok" : "neutral"}>{say(row.state)}</Badge>
              </td>
              <td className={table.number}>{row.queues}</td>
              <td className={table.number}>{row.interrupts}</td>
              <td>
                {canChange && here.has(row.vf) ? (
                  <Button
                    aria-label={say(SRIOV_TAB_WORDS.changeController({ vf: String(row.vf) }))}
                    onClick={() => open([row.vf])}
                  >
                    {say(SRIOV_TAB_WORDS.change)}
                  </Button>
                ) : here.has(row.vf) ? null : (
                  <span className={table.quiet}>{say(SRIOV_TAB_WORDS.notEnabled)}</span>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Section>
  );
}
