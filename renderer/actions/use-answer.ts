import { useEffect, useState } from "react";
import { errorWords } from "../../shared/words/errors.ts";
import type { Words } from "../../shared/words/message.ts";

/** Null until there is one. */
type Answer<T> = { readonly output: T } | { readonly problem: Words } | null;

/**
 * What the program says when the component appears.
 * @param ask always the same function
 */
export function useAnswer<T>(ask: () => Promise<T>): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>(null);
  useEffect(() => {
    ask().then(
      (output) => setAnswer({ output }),
      (error: unknown) => setAnswer({ problem: errorWords(error) }),
    );
  }, [ask]);
  return answer;
}
