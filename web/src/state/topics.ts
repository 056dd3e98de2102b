import type { ChangeEvent, Id } from "../api/schema";

/** What a screen shows and wants to keep true. */
export type Topic = "conversations" | `conversation/${Id}` | "records" | `record/${Id}` | "templates" | "channels" | "signals" | "clock" | "modules" | "views" | "people" | "access";

/** The topics that an event touches; none for a kind that this version does not know. */
export function topicsOf(event: ChangeEvent): readonly Topic[] {
  const record: readonly Topic[] = event.record === null ? [] : [`record/${event.record}`];
  switch (event.kind.split(".")[0]) {
    case "message":
      return [...(event.conversation === null ? [] : [`conversation/${event.conversation}` as const]), "conversations", ...record];
    case "conversation":
      return [`conversation/${event.conversation ?? event.subject}`, "conversations", ...record];
    case "record":
      // Conversations go by the names of their records, and what is deleted rings no bell.
      return [`record/${event.record ?? event.subject}`, "records", "conversations", ...(event.kind === "record.trashed" ? ["signals" as const] : [])];
    case "template":
      return ["templates"];
    case "channel":
      return ["channels"];
    case "signal":
      return ["signals"];
    case "clock":
      return ["clock"];
    case "module":
      return ["modules"];
    case "role":
    case "group":
      return ["people"];
    case "user":
    case "organization":
      return ["people", "access"];
    case "profile":
      // What one may see changes with it.
      return ["people", "access", "modules"];
    case "view":
      return ["views"];
    default:
      return [];
  }
}
