import { language, t } from "../../i18n/t";
import type { IconName } from "../../kit/icon-names";

type Family = "image" | "pdf" | "text" | "audio" | "video" | "archive" | "document" | "other";

export function familyOf(kind: string): Family {
  const [main, detail = ""] = kind.split("/");
  if (main === "image" || main === "audio" || main === "video") return main;
  if (kind === "application/pdf") return "pdf";
  if (main === "text") return "text";
  if (/zip|rar|7z|tar|compress/.test(detail)) return "archive";
  return /word|excel|sheet|presentation|powerpoint|document|rtf/.test(detail) ? "document" : "other";
}

const icons: Readonly<Record<Family, IconName>> = { image: "image", pdf: "file-text", text: "file-text", audio: "mic", video: "film", archive: "file-archive", document: "file-text", other: "file" };

export function iconOf(kind: string): IconName {
  return icons[familyOf(kind)];
}

export function kindWords(kind: string): string {
  return t(`files.kind.${familyOf(kind)}`);
}

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** 812 B, 4.2 MB. */
export function sizeWords(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  return new Intl.NumberFormat(language(), { style: "unit", unit: units[unit] ?? "byte", unitDisplay: "short", maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 }).format(value);
}
