/** Which of the application's own dialogs is open. */
import { create } from "zustand";

type AppDialog = "palette" | "fields" | "paste" | "shortcuts" | "about" | "log" | "connect" | "helper";

export const useAppDialog = create<{ readonly open: AppDialog | null }>(() => ({ open: null }));

export function showDialog(dialog: AppDialog): void {
  useAppDialog.setState({ open: dialog });
}
export function hideDialog(): void {
  useAppDialog.setState({ open: null });
}
