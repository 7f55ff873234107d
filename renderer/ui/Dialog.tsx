import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { createContext, type ReactNode, use, useRef } from "react";
import { Say, type Shown } from "../words/Say.tsx";
import { UI_WORDS } from "../words/ui.ts";
import styles from "./Dialog.module.css";
import { IconButton } from "./IconButton.tsx";
import { useInertBehind } from "./use-inert-behind.ts";

/** What stands above the content of every dialog, whoever opens it; it keeps no room where it draws nothing. */
export const DialogNotice = createContext<ReactNode>(null);

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: Shown;
  readonly description?: Shown;
  readonly children: ReactNode;
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
  readonly width?: "s" | "m" | "l" | "xl";
  /** The content fills a body of fixed height and scrolls there. */
  readonly filled?: boolean;
  /** Keeps Escape and clicks outside from closing it while something runs. */
  readonly locked?: boolean;
  /** The dialog is gone from the screen. */
  readonly onClosed?: () => void;
  /** False: the focus does not go back to where it was. */
  readonly givesFocusBack?: () => boolean;
}

export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  footer,
  width = "m",
  filled = false,
  locked = false,
  onClosed,
  givesFocusBack,
}: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  useInertBehind(open);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (!next && !locked) onClose();
      }}
      onOpenChangeComplete={(isOpen) => {
        if (!isOpen) onClosed?.();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Popup
          ref={popup}
          // The dialog itself, unless something in it asks for the keyboard: the first button would be Close.
          initialFocus={() => popup.current?.querySelector<HTMLElement>("[data-autofocus]") ?? popup.current}
          {...(givesFocusBack === undefined ? {} : { finalFocus: givesFocusBack })}
          className={`${styles.popup} ${styles[width]} ${filled ? styles.filled : ""}`}
        >
          <header className={styles.header}>
            <div className={styles.heading}>
              <Base.Title className={styles.title}>
                <Say of={title} />
              </Base.Title>
              {description === undefined ? null : (
                <Base.Description className={styles.description}>
                  <Say of={description} />
                </Base.Description>
              )}
            </div>
            <Base.Close disabled={locked} render={<IconButton label={UI_WORDS.close} shortcut="Esc" icon={<X />} />} />
          </header>
          <div className={styles.notice}>{use(DialogNotice)}</div>
          <div className={styles.body}>{children}</div>
          {footer === undefined ? null : <footer className={styles.footer}>{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
