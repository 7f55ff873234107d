import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { FieldAnswerData } from "../../../shared/contract/fields.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { sentences } from "../../../shared/words/joined.ts";
import { allCommands } from "../../actions/commands.ts";
import { focusRegion } from "../../actions/regions.ts";
import { hideDialog, useAppDialog } from "../../stores/app-dialog.ts";
import { openFieldSearch, searchFields, useFieldSearch } from "../../stores/field-search.ts";
import { useMachine } from "../../stores/machine.ts";
import { remember, useView } from "../../stores/view.ts";
import dialog from "../../ui/Dialog.module.css";
import { Kbd } from "../../ui/Kbd.tsx";
import { useInertBehind } from "../../ui/use-inert-behind.ts";
import { useSay } from "../../words/language.ts";
import { PALETTE_WORDS } from "../../words/palette.ts";
import { fieldEntries } from "./field-entries.ts";
import styles from "./Palette.module.css";
import { type PaletteEntry, type PaletteGroup, paletteGroups } from "./results.ts";

const MAX_REMEMBERED = 12;
/** Enough for the few lines that are listed; the search of its own shows all. */
const LIMITS = { groups: 6, each: 64 };

function rememberRun(id: string): void {
  const { recent } = useView.getState();
  remember({ recent: [id, ...recent.filter((each) => each !== id)].slice(0, MAX_REMEMBERED) });
}

function Entry({ entry, onRun }: { readonly entry: PaletteEntry; readonly onRun: (entry: PaletteEntry) => void }) {
  const say = useSay();
  return (
    <Autocomplete.Item
      value={entry}
      className={styles.item}
      onClick={() => onRun(entry)}
      title={entry.hint === null ? undefined : say(entry.hint)}
    >
      {entry.address === null ? null : <span className={`mono ${styles.address}`}>{entry.address}</span>}
      <span className={styles.title}>{say(entry.title)}</span>
      <span className={styles.hint}>{entry.hint === null ? null : say(entry.hint)}</span>
      {entry.keys === null ? null : <Kbd keys={entry.keys} />}
    </Autocomplete.Item>
  );
}

/** Lines for fields, and the way to all of them. */
function fieldSection(answer: FieldAnswerData | null, query: string, focused: Bdf | null): readonly PaletteEntry[] {
  const entries = fieldEntries(answer, focused);
  if (answer === null || entries.length === 0) return [];
  const { hits, groups } = answer.found;
  const all: PaletteEntry = {
    id: "fields.all",
    title: PALETTE_WORDS.showMatches({ count: hits }),
    hint: PALETTE_WORDS.inFields({ count: groups }),
    keys: "Ctrl Shift F",
    address: null,
    run: () => openFieldSearch(query),
  };
  return [...entries, all];
}

function PaletteBody({ onRun }: { readonly onRun: (entry: PaletteEntry) => void }) {
  const say = useSay();
  const [text, setText] = useState("");
  const machine = useMachine((state) => state.machine);
  // What can be done is looked at once: the palette is open for a moment only.
  const [commands] = useState(allCommands);
  const recent = useView((view) => view.recent);
  const focused = useView((view) => view.focused);
  const { answer, answered, searching, error } = useFieldSearch();
  useEffect(() => {
    if (text.trim() !== "") searchFields(text, LIMITS);
  }, [text]);
  const fields = useMemo(
    () => (answered === "" || answered !== text.trim() ? [] : fieldSection(answer, answered, focused)),
    [answer, answered, text, focused],
  );
  const groups = useMemo(
    () => paletteGroups(text, commands, machine, recent, fields),
    [text, commands, machine, recent, fields],
  );
  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={[...groups]}
      value={text}
      onValueChange={(next, { reason }) => {
        // Choosing an entry would write its name into the field.
        if (reason !== "item-press") setText(next);
      }}
      itemToStringValue={(entry: PaletteEntry) => say(entry.title)}
      autoHighlight="always"
      keepHighlight
    >
      <div className={styles.field}>
        <Search aria-hidden="true" />
        <Autocomplete.Input
          aria-label={say(PALETTE_WORDS.search)}
          placeholder={say(PALETTE_WORDS.placeholder)}
          className={styles.input}
        />
        <Kbd keys="Esc" />
      </div>
      <Autocomplete.Empty>
        <div className={styles.none}>
          {say(
            searching
              ? PALETTE_WORDS.searching
              : error === null
                ? PALETTE_WORDS.nothing
                : sentences(PALETTE_WORDS.nothingSearched, error),
          )}
        </div>
      </Autocomplete.Empty>
      <Autocomplete.List className={styles.list}>
        {(group: PaletteGroup) => (
          <Autocomplete.Group key={group.id} items={group.items}>
            <Autocomplete.GroupLabel className={styles.label}>{say(group.title)}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(entry: PaletteEntry) => <Entry key={entry.id} entry={entry} onRun={onRun} />}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      <div className={styles.foot} aria-hidden="true">
        <span>
          <Kbd keys="↑ ↓" /> {say(PALETTE_WORDS.choose)}
        </span>
        <span>
          <Kbd keys="Enter" /> {say(PALETTE_WORDS.run)}
        </span>
      </div>
    </Autocomplete.Root>
  );
}

/** Ctrl+K: every action and every function, by name. */
export function Palette() {
  const say = useSay();
  const open = useAppDialog((state) => state.open === "palette");
  useInertBehind(open);
  /** Runs when the dialog is gone, so that the focus it gives back does not undo what the action does. */
  const pending = useRef<PaletteEntry | null>(null);
  /** The focus goes back to where it was only if nothing was chosen. */
  const givesBack = useRef(true);
  const onRun = (entry: PaletteEntry): void => {
    pending.current = entry;
    givesBack.current = false;
    rememberRun(entry.id);
    hideDialog();
  };
  const onComplete = (isOpen: boolean): void => {
    const entry = pending.current;
    pending.current = null;
    givesBack.current = isOpen || entry === null;
    if (isOpen || entry === null) return;
    focusRegion("table");
    entry.run();
  };
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) hideDialog();
      }}
      onOpenChangeComplete={onComplete}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Viewport className={styles.viewport}>
          <Dialog.Popup
            className={styles.popup}
            aria-label={say(PALETTE_WORDS.title)}
            finalFocus={() => givesBack.current}
          >
            <PaletteBody onRun={onRun} />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
