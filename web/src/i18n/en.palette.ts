import type { zhPalette } from "./zh-CN.palette";

export const enPalette: Readonly<Record<keyof typeof zhPalette, string>> = {
  "palette.title": "Search or run a command",
  "palette.hint": "A name, number, company, quote, or a command",
  "palette.results": "Results",
  "palette.recent": "Opened lately",
  "palette.commands": "Commands",
  "palette.conversation": "Open conversation",
  "palette.go": "Go to {place}",
  "palette.none": "Nothing found for “{typed}”.",
  "palette.count": "{count|# result|# results}",
  "palette.walk": "choose",
  "palette.choose": "open",
};
