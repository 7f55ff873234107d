/** All ways of writing PCI functions that are read, in the order in which a line is offered to them. */
import type { Dialect } from "./dialect.ts";
import { LSPCI_TEXT } from "./dialects/lspci-text.ts";
import { RECORDS } from "./dialects/records.ts";
import { ROWS } from "./dialects/rows.ts";
import { TITLES } from "./dialects/titles.ts";
import { TREE } from "./dialects/tree.ts";

export const DIALECTS: readonly Dialect[] = [ROWS, TITLES, RECORDS, LSPCI_TEXT, TREE];
