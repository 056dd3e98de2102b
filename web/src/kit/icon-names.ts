/** Every icon the app draws. A new one: add its name here; it comes from Lucide, or from web/icons when a drawing lies there. */
export const iconNames = [
  "logo", "whatsapp", "tick", "ticks",
  "arrow-down", "arrow-left", "arrow-up", "ban", "battery-full", "bell", "building-2", "check", "chevron-down", "chevron-left", "chevron-right",
  "circle-alert", "circle-check", "circle-dashed", "circle-pause", "circle-user-round", "clock", "clock-arrow-up", "contact", "copy", "corner-up-left", "ellipsis",
  "external-link", "eye", "eye-off", "fast-forward", "info", "key-round", "languages", "layout-template", "lock",
  "log-out", "mail", "message-square", "mic", "monitor", "moon", "paperclip", "panel-left-close", "panel-left-open", "pencil", "phone", "plus",
  "refresh-cw", "search", "send", "settings", "shield-check", "signal", "smile", "sun", "tag", "trash-2", "triangle-alert", "undo-2", "user", "user-plus", "users", "wifi-off", "x", "zap",
] as const;

export type IconName = typeof iconNames[number];
