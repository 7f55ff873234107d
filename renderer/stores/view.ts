/** How the machine is looked at: remembered by the program between starts, since a browser's own storage goes with the port. */

import { create } from "zustand";
import type { ColumnId } from "../../shared/machine/columns.ts";
import type { FilterId } from "../../shared/machine/filters.ts";
import type { Grouping } from "../../shared/machine/forest.ts";
import { parseSshTarget } from "../../shared/machine/ssh-target.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { type LanguageChoice, storedChoice } from "../../shared/words/choice.ts";
import type { Words } from "../../shared/words/message.ts";
import type { Language } from "../../shared/words/say.ts";
import { FACT_WORDS } from "../../shared/words/texts/facts.ts";
import { COLUMN_WORDS } from "../../shared/words/texts/table-columns.ts";
import { VIEW_WORDS } from "../words/view.ts";
import { client } from "./connection.ts";

export type { Grouping };
export const GROUPINGS: readonly Grouping[] = ["topology", "pf-vf", "iommu-group", "driver", "numa"];
export const GROUPING_TITLES: Readonly<Record<Grouping, Words>> = {
  topology: VIEW_WORDS.topology,
  "pf-vf": VIEW_WORDS.pfVf,
  "iommu-group": FACT_WORDS.iommuGroup,
  driver: FACT_WORDS.driver,
  numa: COLUMN_WORDS.numa,
};
export const TAB_TITLES = {
  overview: VIEW_WORDS.overview,
  capabilities: VIEW_WORDS.capabilities,
  config: VIEW_WORDS.config,
  sriov: VIEW_WORDS.sriov,
  iommu: VIEW_WORDS.iommu,
  resources: VIEW_WORDS.resources,
  link: VIEW_WORDS.link,
} as const;
export type DetailTab = keyof typeof TAB_TITLES;
export const TABS = Object.keys(TAB_TITLES) as readonly DetailTab[];
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export interface Sort {
  readonly column: ColumnId;
  readonly descending: boolean;
}

/** What is kept between starts. */
interface Remembered {
  readonly grouping: Grouping;
  /** Column ids that are shown, in their order; null = the default set. */
  readonly columns: readonly string[] | null;
  readonly columnWidths: Readonly<Record<string, number>>;
  readonly theme: Theme;
  /** A language that this start was asked for is shown without being kept. */
  readonly language: LanguageChoice | Language;
  readonly tab: DetailTab;
  /** Pane sizes in per cent, by the id of the pane group. */
  readonly panes: Readonly<Record<string, readonly number[]>>;
  readonly activityOpen: boolean;
  /** Ids of what the command palette ran last, newest first. */
  readonly recent: readonly string[];
  /** Machines that were reached through ssh, the last one first. */
  readonly remotes: readonly string[];
  /** What was said of a journal's unread lines, once somebody has read it; empty = nothing was. */
  readonly unreadSeen: string;
  /** Columns of the table of VFs that are shown or hidden whatever fits. */
  readonly vfColumns: Readonly<Record<string, boolean>>;
  /** What is open of what starts folded, by name. */
  readonly unfolded: readonly string[];
}

export interface ViewState extends Remembered {
  readonly chips: ReadonlySet<FilterId>;
  readonly query: string;
  /** What was searched for when the keyboard went on to the table. */
  readonly submittedQuery: string | null;
  /** Order among siblings; null = by BDF. */
  readonly sort: Sort | null;
  /** Rows that a person opened or closed against the default. */
  readonly expanded: ReadonlySet<string>;
  readonly collapsed: ReadonlySet<string>;
  /** Rows closed while chips or search narrow the table: everything starts open there, so it is a set of its own. */
  readonly collapsedInSearch: ReadonlySet<string>;
  /** The row that the keyboard is on. */
  readonly cursor: string | null;
  /** Where a range that Shift extends begins: a row. */
  readonly anchor: string | null;
  /** The function whose details are shown. */
  readonly focused: Bdf | null;
  /** Functions picked for an action; holds the focused one unless several are picked. */
  readonly selected: ReadonlySet<Bdf>;
  /** A function that the table is asked to bring into view; a new object for each request. */
  readonly reveal: { readonly bdf: Bdf } | null;
  readonly loaded: boolean;
}

const DEFAULTS: Remembered = {
  grouping: "topology",
  columns: null,
  columnWidths: {},
  theme: "system",
  language: "system",
  tab: "overview",
  panes: {},
  activityOpen: false,
  recent: [],
  remotes: [],
  unreadSeen: "",
  vfColumns: {},
  unfolded: [],
};

/** What belongs to the machine on screen and is forgotten with it. */
const FRESH = {
  chips: new Set<FilterId>(),
  query: "",
  submittedQuery: null,
  sort: null,
  expanded: new Set<string>(),
  collapsed: new Set<string>(),
  collapsedInSearch: new Set<string>(),
  cursor: null,
  anchor: null,
  focused: null,
  selected: new Set<Bdf>(),
  reveal: null,
} satisfies Partial<ViewState>;

export const useView = create<ViewState>(() => ({ ...DEFAULTS, ...FRESH, loaded: false }));

function oneOf<T extends string>(values: readonly T[], value: unknown, otherwise: T): T {
  return values.find((candidate) => candidate === value) ?? otherwise;
}
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** Pixels: no screen is wider. */
const WIDEST = 10_000;
function isWidth(value: unknown): value is number {
  return typeof value === "number" && value > 0 && value <= WIDEST;
}
function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => typeof size === "number" && size >= 0 && size <= 100);
}
/** Made of entries, so that none of their names is taken for the object's own. */
function entriesOf<T>(stored: unknown, fits: (value: unknown) => value is T): Record<string, T> {
  const entries = isRecord(stored) ? Object.entries(stored) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, T] => fits(entry[1])));
}

/** Takes what was stored only as far as it makes sense: an older or newer version may have written it. */
export function readRemembered(stored: Record<string, unknown>): Remembered {
  return {
    grouping: oneOf(GROUPINGS, stored.grouping, DEFAULTS.grouping),
    columns: isTexts(stored.columns) ? stored.columns : null,
    columnWidths: entriesOf(stored.columnWidths, isWidth),
    theme: oneOf(THEMES, stored.theme, DEFAULTS.theme),
    language: storedChoice(stored.language),
    tab: oneOf(TABS, stored.tab, DEFAULTS.tab),
    panes: entriesOf(stored.panes, isSizes),
    activityOpen: stored.activityOpen === true,
    recent: isTexts(stored.recent) ? stored.recent : [],
    remotes: isTexts(stored.remotes) ? stored.remotes.filter((host) => parseSshTarget(host.slice(4)) !== null) : [],
    unreadSeen: typeof stored.unreadSeen === "string" ? stored.unreadSeen : "",
    vfColumns: entriesOf(stored.vfColumns, (value) => typeof value === "boolean"),
    unfolded: isTexts(stored.unfolded) ? stored.unfolded : [],
  };
}

export async function loadView(): Promise<void> {
  try {
    useView.setState(readRemembered(await client.call("settings.get", {})));
  } finally {
    // Without stored settings the defaults are as good as any.
    useView.setState({ loaded: true });
  }
}

/** Changes what is kept between starts, here and there. */
export function remember(changes: Partial<Remembered>): void {
  useView.setState(changes);
  const plain = JSON.parse(JSON.stringify(changes)) as Record<string, never>;
  // A setting that could not be stored is still in force until the end.
  void client.call("settings.set", plain).catch(() => undefined);
}

/** Shows a function's details and brings its row into view, whatever hides it. */
export function focusFunction(bdf: Bdf | null): void {
  if (bdf === null) {
    useView.setState({ focused: null, selected: new Set(), reveal: null });
    return;
  }
  const row = `fn:${bdf}`;
  useView.setState({ focused: bdf, selected: new Set([bdf]), cursor: row, anchor: row, reveal: { bdf } });
}

/** Picks these and no others. Of several the one that was shown last stays so; one alone is shown. */
export function selectOnly(bdfs: readonly Bdf[]): void {
  const [first = null] = bdfs;
  if (bdfs.length < 2) {
    focusFunction(first);
    return;
  }
  const { focused } = useView.getState();
  const selected = new Set(bdfs);
  useView.setState({ selected, focused: focused !== null && selected.has(focused) ? focused : first });
}

/** For another machine: nothing of the last one's selection, search or open rows carries over. */
export function forgetMachineView(): void {
  useView.setState(FRESH);
}
