/** Remembers where the window was, and puts it back only where a screen still shows it. */
import { type BrowserWindow, type Rectangle, screen } from "electron";
import { z } from "zod";
import { readOwnFile, replaceOwnFile } from "../host/places/own-file.ts";
import { claimFolder } from "../host/places/own-folder.ts";

const FILE_NAME = "window.json";

const Place = z.strictObject({
  x: z.int().exactOptional(),
  y: z.int().exactOptional(),
  width: z.int().min(400).max(16384),
  height: z.int().min(300).max(16384),
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof Place>;

const DEFAULT: WindowPlace = { width: 1440, height: 900, maximized: false };

function isVisible(place: WindowPlace): boolean {
  const { x, y, width, height } = place;
  if (x === undefined || y === undefined) return true;
  const rectangle: Rectangle = { x, y, width, height };
  const area = screen.getDisplayMatching(rectangle).workArea;
  const overlapX = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  const overlapY = Math.min(y + height, area.y + area.height) - Math.max(y, area.y);
  return overlapX >= 100 && overlapY >= 100;
}

export function readPlace(directory: string): WindowPlace {
  try {
    const place = Place.safeParse(JSON.parse(readOwnFile(directory, FILE_NAME)));
    if (place.success && isVisible(place.data)) return place.data;
  } catch {
    // First start, or no file of ours, or one that is no JSON.
  }
  return DEFAULT;
}

/** Writes the place when the window closes. */
export function rememberPlace(window: BrowserWindow, directory: string): void {
  window.on("close", () => {
    const claim = claimFolder(directory);
    if ("problem" in claim) return;
    const place: WindowPlace = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    try {
      replaceOwnFile(claim.path, FILE_NAME, JSON.stringify(place));
    } catch {
      // A place that is forgotten must not keep a window from closing.
    }
  });
}
