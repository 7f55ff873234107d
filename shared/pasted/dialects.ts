/** All ways of writing PCI functions that are read, in the order in which a line is offered to them. */
import type { Dialect } from "./dialect.ts";
import { DEVBIND } from "./dialects/devbind.ts";
import { FOLDERS } from "./dialects/folders.ts";
import { INXI } from "./dialects/inxi.ts";
import { IOMMU_GROUPS } from "./dialects/iommu-groups.ts";
import { IP_LINK } from "./dialects/ip-link.ts";
import { KERNEL_LOG } from "./dialects/kernel-log.ts";
import { KEY_LISTS } from "./dialects/key-list-programs.ts";
import { LOGGED_ROWS } from "./dialects/logged-rows.ts";
import { LSPCI_TEXT } from "./dialects/lspci-text.ts";
import { ONE_LINE_LISTS } from "./dialects/one-line-lists.ts";
import { PCICONF } from "./dialects/pciconf.ts";
import { LEFT_OVER, PROMPTS, SENTENCES } from "./dialects/prompts.ts";
import { RECORDS } from "./dialects/records.ts";
import { ROWS } from "./dialects/rows.ts";
import { SETPCI } from "./dialects/setpci.ts";
import { SYSFS_PATHS } from "./dialects/sysfs-paths.ts";
import { TABLES } from "./dialects/tables.ts";
import { TITLES } from "./dialects/titles.ts";
import { TREE } from "./dialects/tree.ts";
import { WINDBG } from "./dialects/windbg.ts";

export const DIALECTS: readonly Dialect[] = [
  ROWS,
  LOGGED_ROWS,
  SETPCI,
  // Lines that begin as a title or a file's does.
  IOMMU_GROUPS,
  DEVBIND,
  ONE_LINE_LISTS,
  FOLDERS,
  SYSFS_PATHS,
  TITLES,
  PROMPTS,
  RECORDS,
  LSPCI_TEXT,
  TREE,
  WINDBG,
  SENTENCES,
  KERNEL_LOG,
  IP_LINK,
  PCICONF,
  TABLES,
  INXI,
  ...KEY_LISTS,
  LEFT_OVER,
];
