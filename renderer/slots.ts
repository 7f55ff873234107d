/** Parts of the window that belong to features of their own: found by their place, absent where there is no such file. */
import type { ComponentType } from "react";

const found = import.meta.glob<Readonly<Record<string, ComponentType>>>(
  [
    "./features/activity/ActivityPanel.tsx",
    "./features/operations/OperationDialogs.tsx",
    "./features/report/ExportDialog.tsx",
  ],
  { eager: true },
);

function slot(path: string, name: string): ComponentType | null {
  return found[`./features/${path}.tsx`]?.[name] ?? null;
}

export const SLOTS = {
  ActivityPanel: slot("activity/ActivityPanel", "ActivityPanel"),
  OperationDialogs: slot("operations/OperationDialogs", "OperationDialogs"),
  ExportDialog: slot("report/ExportDialog", "ExportDialog"),
} as const;
