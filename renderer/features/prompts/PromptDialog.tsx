import { type FormEvent, useState } from "react";
import type { PromptQuestion } from "../../../shared/contract/contract.ts";
import type { Words } from "../../../shared/words/message.ts";
import { answerPrompt, usePrompts } from "../../stores/prompts.ts";
import { remoteName } from "../../stores/remotes.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { PROMPT_WORDS } from "../../words/prompts.ts";
import { UI_WORDS } from "../../words/ui.ts";
import styles from "./PromptDialog.module.css";
import { promptWords } from "./prompt-words.ts";

/** Ties the button in the footer to the form in the body. */
const FORM = "prompt-form";

function Secret({ question, label }: { readonly question: PromptQuestion; readonly label: Words }) {
  const [secret, setSecret] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    answerPrompt(question.id, secret);
  };
  return (
    <form id={FORM} onSubmit={submit} className={styles.body}>
      {question.again ? <Notice tone="warn">{PROMPT_WORDS.notAccepted}</Notice> : null}
      <p className={styles.words}>{question.text}</p>
      <TextField
        label={label}
        type="password"
        value={secret}
        onText={setSecret}
        hint={PROMPT_WORDS.neverStored}
        data-autofocus
      />
    </form>
  );
}

function Confirm({ question }: { readonly question: PromptQuestion }) {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    answerPrompt(question.id, "yes");
  };
  return (
    <form id={FORM} onSubmit={submit} className={styles.body}>
      {/* The keyboard is at what there is to read: an Enter that was meant for something else trusts nobody. */}
      <p className={styles.words} tabIndex={-1} data-autofocus="">
        {question.text}
      </p>
    </form>
  );
}

function Question({ question }: { readonly question: PromptQuestion }) {
  const words = promptWords(question);
  const cancel = (): void => answerPrompt(question.id, null);
  return (
    <Dialog
      open
      onClose={cancel}
      title={words.title}
      description={PROMPT_WORDS.askedBy({ name: remoteName(question.host) })}
      width={question.kind === "secret" ? "s" : "m"}
      footer={
        <>
          <Button onClick={cancel}>{UI_WORDS.cancel}</Button>
          {words.accept === null ? null : (
            <Button tone="primary" type="submit" form={FORM}>
              {words.accept}
            </Button>
          )}
        </>
      }
    >
      {question.kind === "secret" ? <Secret question={question} label={words.label} /> : null}
      {question.kind === "confirm" ? <Confirm question={question} /> : null}
      {question.kind === "notice" ? (
        <p className={styles.words}>
          <Spinner label={PROMPT_WORDS.waiting} /> {question.text}
        </p>
      ) : null}
    </Dialog>
  );
}

/** Whatever ssh wants to know before there is a connection, one question after the other. */
export function PromptDialog() {
  const question = usePrompts((state) => state.questions[0]);
  return question === undefined ? null : <Question key={question.id} question={question} />;
}
