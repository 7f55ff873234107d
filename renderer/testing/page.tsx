/** Components on a page, as the application has them there, for tests that use them as a person would. */
import "../../shared/words/all.ts";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { cleanup, render } from "@testing-library/react";
import { type UserEvent, userEvent } from "@testing-library/user-event";
import type { ReactElement, ReactNode } from "react";
import { afterEach } from "vitest";
import { TooltipProvider } from "../ui/Tooltip.tsx";

export { screen, within } from "@testing-library/react";

afterEach(cleanup);

function Page({ children }: { readonly children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <TooltipProvider delay={0}>{children}</TooltipProvider>
    </CSPProvider>
  );
}

interface Shown {
  /** Clicks, types and presses keys. */
  readonly user: UserEvent;
  /** What a person reads there, blanks as one. */
  text(): string;
  /** Draws it again with other properties. */
  again(element: ReactElement): void;
}

/** Puts a component on an empty page; the end of the test takes it away. */
export function show(element: ReactElement): Shown {
  cleanup();
  const { container, rerender } = render(element, { wrapper: Page });
  const text = () => (container.textContent ?? "").replaceAll(/\s+/g, " ").trim();
  return { user: userEvent.setup(), text, again: rerender };
}
