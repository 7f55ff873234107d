/** How the machine on screen is looked at, kept by the tab: a page that is loaded again shows what it showed before. */
import { z } from "zod";
import { COLUMNS, type ColumnId } from "../../shared/machine/columns.ts";
import { FILTERS, type FilterId } from "../../shared/machine/filters.ts";
import { isBdf } from "../../shared/pci/bdf.ts";
import { useMachine } from "../stores/machine.ts";
import { useView } from "../stores/view.ts";

const KEY = "sriov-inspector.view";

const Rows = z.array(z.string()).transform((rows) => new Set(rows));
const Address = z.string().refine(isBdf);
const columns = COLUMNS.map(({ id }) => id) as [ColumnId, ...ColumnId[]];
const filters = FILTERS.map(({ id }) => id) as [FilterId, ...FilterId[]];

const KeptView = z.object({
  host: z.string(),
  chips: z.array(z.enum(filters)).transform((chips) => new Set(chips)),
  query: z.string(),
  sort: z.object({ column: z.enum(columns), descending: z.boolean() }).nullable(),
  expanded: Rows,
  collapsed: Rows,
  collapsedInSearch: Rows,
  cursor: z.string().nullable(),
  focused: Address.nullable(),
  selected: z.array(Address).transform((bdfs) => new Set(bdfs)),
});

/** Keeps it whenever the page goes. */
export function keepView(): void {
  window.addEventListener("pagehide", () => {
    const { host } = useMachine.getState();
    const text = JSON.stringify({ ...useView.getState(), host }, (_key, value: unknown) =>
      value instanceof Set ? [...value] : value,
    );
    try {
      window.sessionStorage.setItem(KEY, text);
    } catch {
      // More rows are open than a tab may keep.
    }
  });
}

/** Brings it back, if it was of this machine and the tab has it as it was written. */
export function restoreView(machine: string): void {
  let kept: unknown = null;
  try {
    kept = JSON.parse(window.sessionStorage.getItem(KEY) ?? "null");
  } catch {
    return;
  }
  const parsed = KeptView.safeParse(kept);
  if (!parsed.success || parsed.data.host !== machine) return;
  const { host: _host, ...view } = parsed.data;
  const { focused } = view;
  useView.setState({ ...view, anchor: view.cursor, reveal: focused === null ? null : { bdf: focused } });
}
