import { act, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Between } from "./Between.tsx";
import { setLanguage } from "./language.ts";

afterEach(() => act(() => setLanguage("en")));

test("sentences of a line have a blank between them, and in Chinese none", () => {
  render(
    <p>
      <strong>One.</strong>
      <Between />
      <span>Two.</span>
    </p>,
  );
  expect(screen.getByRole("paragraph").textContent).toBe("One. Two.");
  act(() => setLanguage("zh"));
  expect(screen.getByRole("paragraph").textContent).toBe("One.Two.");
});
