/** What a report can cover and look like, as it is offered. Pure. */

import type { Machine } from "../../../shared/machine/machine.ts";
import { counted } from "../../../shared/operations/words.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { ReportFormatName } from "../../../shared/report/scope.ts";
import type { ExportScope } from "../../stores/operations.ts";

export const FORMATS: readonly { readonly id: ReportFormatName; readonly label: string; readonly hint: string }[] = [
  { id: "html", label: "HTML", hint: "One page for reading, printing and sending." },
  { id: "md", label: "Markdown", hint: "For tickets, wikis and chat." },
  { id: "json", label: "JSON", hint: "Everything, for programs; can be opened here again." },
  { id: "lspci", label: "lspci text", hint: "What lspci -vvv prints." },
];

/** Texts that are read where they are pasted. */
export function canBeCopied(format: ReportFormatName): boolean {
  return format === "md" || format === "lspci";
}

/** The JSON could not be opened again without the bytes. */
export function hexIsFixed(format: ReportFormatName): boolean {
  return format === "json";
}

export type ScopeId = "function" | "functions" | "machine";

interface ScopeOption {
  readonly id: ScopeId;
  readonly label: string;
  readonly hint: string;
  readonly scope: ExportScope;
}

interface ScopeInput {
  readonly machine: Machine;
  /** What was asked for. */
  readonly asked: ExportScope;
  readonly focused: Bdf | null;
  readonly selected: ReadonlySet<Bdf>;
}

/** The function that is meant, the selection, the machine: as far as they are different things and there. */
export function scopeOptions({ machine, asked, focused, selected }: ScopeInput): readonly ScopeOption[] {
  const there = (bdfs: Iterable<Bdf>) => [...bdfs].filter((bdf) => machine.byBdf.has(bdf));
  const meant = asked.kind === "functions" ? there(asked.bdfs) : [];
  const several = meant.length > 1 ? meant : there(selected);
  const [one] = meant.length === 1 ? meant : focused === null ? [] : there([focused]);
  const options: ScopeOption[] = [];
  if (one !== undefined) {
    options.push({ id: "function", label: "This function", hint: one, scope: { kind: "functions", bdfs: [one] } });
  }
  if (several.length > 1) {
    const hint = counted(several.length, "function");
    options.push({ id: "functions", label: "Selection", hint, scope: { kind: "functions", bdfs: several } });
  }
  const hint = `${machine.snapshot.identity.name}, ${counted(machine.snapshot.partOf ?? machine.functions.length, "function")}`;
  options.push({ id: "machine", label: "Whole machine", hint, scope: { kind: "machine" } });
  return options;
}

/** The option that was asked for. */
export function askedOption(options: readonly ScopeOption[], asked: ExportScope): ScopeId {
  const wanted = asked.kind === "machine" ? "machine" : asked.bdfs.length > 1 ? "functions" : "function";
  return options.find(({ id }) => id === wanted)?.id ?? "machine";
}
