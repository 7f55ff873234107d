import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import {
  createContext,
  type FocusEvent,
  type FormEvent,
  type ReactNode,
  type RefObject,
  use,
  useEffect,
  useRef,
  useState,
} from "react";
import { Say, type Shown } from "../words/Say.tsx";
import { UI_WORDS } from "../words/ui.ts";
import { Button } from "./Button.tsx";
import styles from "./Dialog.module.css";
import { firstFocus, isTypedInto, onDialogKey } from "./dialog-keys.ts";
import { IconButton } from "./IconButton.tsx";
import { Notice } from "./Notice.tsx";
import { useOwnClicks } from "./own-clicks.ts";
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
  /** The content scrolls in itself and takes what height there is. `up to`: only as much of it as it needs. */
  readonly filled?: boolean | "up to";
  /** Enter in a field of one line presses the main button; false where that runs something. */
  readonly entersGoOn?: boolean;
  /** What was typed is not lost to Escape or a click outside without a question. */
  readonly keepsTyped?: boolean;
  /** Keeps Escape and clicks outside from closing it while something runs. */
  readonly locked?: boolean;
  /** The dialog is gone from the screen. */
  readonly onClosed?: () => void;
  /** False: the focus does not go back to where it was. */
  readonly givesFocusBack?: () => boolean;
}

/**
 * What arrives after the dialog has opened, or in the place of what had the keyboard, gets it as if it had been there
 * from the start. What a person has chosen in the dialog keeps it.
 * @returns for the popup: notes what has the keyboard
 */
function useLateFocus(popup: RefObject<HTMLElement | null>, open: boolean): (event: FocusEvent) => void {
  const last = useRef<Element | null>(null);
  useEffect(() => {
    const dialog = popup.current;
    if (!open || dialog === null) return;
    const at = document.activeElement;
    const isNowhere = at === dialog || at === document.body || at === null;
    if (isNowhere && last.current?.isConnected !== true) firstFocus(dialog)?.focus({ preventScroll: true });
  });
  return ({ target }) => {
    if (target !== popup.current) last.current = target;
  };
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
  entersGoOn = true,
  keepsTyped = false,
  locked = false,
  onClosed,
  givesFocusBack,
}: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  const typed = useRef(false);
  const [losing, setLosing] = useState(false);
  const onInput = ({ target }: FormEvent): void => {
    if (isTypedInto(target)) typed.current = true;
  };
  useInertBehind(open);
  const onFocus = useLateFocus(popup, open);
  const isOwn = useOwnClicks(open);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, { reason, event }) => {
        if (next || locked) return;
        if (event instanceof UIEvent && !isOwn(event)) return;
        const isChance = reason === "escape-key" || reason === "outside-press";
        if (keepsTyped && isChance && typed.current && !losing) setLosing(true);
        else onClose();
      }}
      onOpenChangeComplete={(isOpen) => {
        if (!isOpen) onClosed?.();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Popup
          ref={popup}
          initialFocus={() => firstFocus(popup.current)}
          onClickCapture={(event) => {
            if (!isOwn(event)) event.stopPropagation();
          }}
          onKeyDown={(event) => onDialogKey(event, popup.current, entersGoOn)}
          onInput={onInput}
          onFocus={onFocus}
          {...(givesFocusBack === undefined ? {} : { finalFocus: givesFocusBack })}
          className={`${styles.popup} ${styles[width]} ${filled === false ? "" : styles.filled} ${filled === true ? styles.fixed : ""}`}
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
          </header>
          <div className={styles.notice}>
            {use(DialogNotice)}
            {losing ? (
              <Notice
                tone="warn"
                title={UI_WORDS.discardTyped}
                actions={
                  <>
                    <Button autoFocus onClick={() => setLosing(false)}>
                      {UI_WORDS.keepEditing}
                    </Button>
                    <Button onClick={onClose}>{UI_WORDS.discard}</Button>
                  </>
                }
              />
            ) : null}
          </div>
          <div className={styles.body}>{children}</div>
          {footer === undefined ? null : <footer className={styles.footer}>{footer}</footer>}
          {/* The last that Tab comes to: what is in the dialog goes before leaving it. */}
          <Base.Close
            disabled={locked}
            className={styles.close}
            render={<IconButton label={UI_WORDS.close} shortcut="Esc" icon={<X />} />}
          />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
