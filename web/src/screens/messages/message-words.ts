import type { Message } from "../../api/schema";
import { type Key, isKey, t } from "../../i18n/t";

/** Kinds whose words are all there is to them. */
const wordsOnly = new Set(["text", "template", "choice", "interactive", "notice"]);

export function kindWords(kind: string): string {
  const key = `message.kind.${kind}`;
  return t(isKey(key) ? key : "message.kind.other");
}

/** A message in one line: its words, with its kind before them where they are not all. */
export function summaryOf({ kind, text }: { readonly kind: string | null; readonly text: string }): string {
  const words = text.trim();
  if (kind === null || (wordsOnly.has(kind) && words !== "")) return words;
  const shown = kindWords(kind);
  return words === "" ? `[${shown}]` : t("message.summary", { kind: shown, text: words });
}

/** Codes that mean the same to who sends. */
const families: Readonly<Record<string, readonly number[]>> = {
  busy: [1, 2, 131_000, 131_016, 131_057, 133_004, 134_102],
  access: [0, 3, 10, 190, 131_005],
  throughput: [4, 17, 613, 80_007, 130_429],
  content: [100, 131_008, 131_009, 131_061, 131_065, 135_000],
  number: [33, 803, 131_045, 133_000, 133_006, 133_010, 133_015],
  parameters: [132_000, 132_008, 132_012, 132_018],
  account_blocked: [368],
  131042: [131_044, 134_011],
  131053: [131_014, 131_052],
};

/** The words of a code: Meta's number, or a word of ours. */
export function failureKey(code: string): string {
  const number = /^\d+$/.test(code) ? Number(code) : null;
  const family = number === null ? undefined : Object.keys(families).find((name) => families[name]?.includes(number));
  if (family) return `message.error.${family}`;
  if (number !== null && number >= 200 && number < 300) return "message.error.access";
  if (code.startsWith("http_")) return "message.error.http";
  return `message.error.${code}`;
}

/** Why a message failed and what helps, in plain words; a code without words of its own is named. */
export function reasonOf(error: Message["error"]): string {
  if (!error) return t("ticks.failed");
  const key = failureKey(error.code);
  const reason = t(isKey(key) ? key : "message.error.unknown", { code: error.code.replace("http_", "HTTP ") });
  return t("message.failed", { reason });
}

type Notice = NonNullable<Message["content"]["notice"]>;

export function noticeWords(notice: Notice | undefined, text: string, name: string): string {
  if (!notice || (notice.kind === "other" && text !== "")) return text || t("message.kind.notice");
  const key: Key = notice.kind === "number_changed" && notice.old ? "message.notice.number_changed.from" : `message.notice.${notice.kind}`;
  return t(key, { name, old: notice.old ?? "", new: notice.new ?? "" });
}
