/** Light and dark: what was chosen, or what the system says. */
import { remember, type Theme, useView } from "../stores/view.ts";

function darkSystem(): MediaQueryList {
  return window.matchMedia("(prefers-color-scheme: dark)");
}

/** The theme that is drawn for a choice. */
export function resolveTheme(theme: Theme, systemIsDark: boolean): "light" | "dark" {
  if (theme === "system") return systemIsDark ? "dark" : "light";
  return theme;
}

/** The theme that is drawn now. */
export function drawnTheme(): "light" | "dark" {
  return resolveTheme(useView.getState().theme, darkSystem().matches);
}

/** Calls when another theme may have to be drawn, until the returned function is called. */
export function onDrawnTheme(changed: () => void): () => void {
  const system = darkSystem();
  system.addEventListener("change", changed);
  const leave = useView.subscribe((view, before) => {
    if (view.theme !== before.theme) changed();
  });
  return () => {
    system.removeEventListener("change", changed);
    leave();
  };
}

/** Keeps the page in the theme from now on. */
export function followTheme(): void {
  const draw = (): void => {
    document.documentElement.dataset.theme = drawnTheme();
  };
  draw();
  onDrawnTheme(draw);
}

export function setTheme(theme: Theme): void {
  remember({ theme });
}

/** The other of light and dark, from whichever is drawn now. */
export function toggleTheme(): void {
  setTheme(drawnTheme() === "dark" ? "light" : "dark");
}
