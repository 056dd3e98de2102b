import type { ChangeEvent, Id } from "../api/schema";

/** What a screen shows and wants to keep true. */
export type Topic = "conversations" | `conversation/${Id}` | "records" | `record/${Id}` | "templates" | "channels" | "signals" | "clock" | "modules" | "views" | "people" | "access";

/** The topics that an event touches, all where it changes who sees what; none for a kind that this version does not know. */
export function topicsOf(event: ChangeEvent): readonly Topic[] | "all" {
  const record: readonly Topic[] = event.record === null ? [] : [`record/${event.record}`];
  const [subject, verb = ""] = event.kind.split(".");
  switch (subject) {
    case "message":
      return [...(event.conversation === null ? [] : [`conversation/${event.conversation}` as const]), "conversations", ...record];
    case "conversation":
      return [`conversation/${event.conversation ?? event.subject}`, "conversations", ...record];
    case "record":
      // Conversations go by the names of their records, and what is deleted rings no bell until it is back.
      return [`record/${event.record ?? event.subject}`, "records", "conversations", ...(["trashed", "restored", "purged"].includes(verb) ? ["signals" as const] : [])];
    case "template":
      return ["templates"];
    case "channel":
      return ["channels"];
    case "signal":
      return ["signals"];
    case "clock":
      return ["clock"];
    case "module":
      return verb === "sharing_changed" ? "all" : ["modules"];
    case "role":
    case "group":
    case "profile":
      return "all";
    case "user":
    case "organization":
      return verb === "role_changed" ? "all" : ["people", "access"];
    case "view":
      return ["views"];
    default:
      return [];
  }
}
