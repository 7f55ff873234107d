import { useEffect, useState } from "react";
import { errorText } from "../../../shared/error-text.ts";
import { client } from "../../stores/connection.ts";

/** What the program is made of, and where it keeps what it remembers. */
export const askAbout = () => client.call("app.about", {});

/** Null until there is one. */
type Answer<T> = { readonly output: T } | { readonly problem: string } | null;

/**
 * What the program says when the component appears.
 * @param ask always the same function
 */
export function useAnswer<T>(ask: () => Promise<T>): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>(null);
  useEffect(() => {
    ask().then(
      (output) => setAnswer({ output }),
      (error: unknown) => setAnswer({ problem: errorText(error) }),
    );
  }, [ask]);
  return answer;
}
