/** Every icon the app draws. A new one: add its name here; it comes from Lucide, or from web/icons when a drawing lies there. */
export const iconNames = [
  "logo", "whatsapp", "tick", "ticks",
  "arrow-down", "arrow-left", "arrow-left-right", "arrow-up", "ban", "battery-full", "bell", "bold", "building-2", "calculator", "calendar", "calendar-clock", "check", "chevron-down", "chevron-left", "chevron-right", "chevron-up",
  "circle-alert", "circle-check", "circle-dashed", "circle-pause", "circle-user-round", "columns-3", "clock", "clock-arrow-up", "code", "coins", "contact", "copy", "corner-up-left", "corner-up-right", "download", "ellipsis",
  "external-link", "eye", "eye-off", "fast-forward", "file", "file-archive", "file-text", "film", "globe", "grip-vertical", "handshake", "hash", "image", "info", "italic", "key-round", "languages", "layout-grid", "layout-template", "link", "list", "list-checks", "list-filter", "list-ordered", "lock",
  "log-out", "mail", "map-pin", "message-square", "mic", "monitor", "moon", "network", "paperclip", "panel-left-close", "panel-left-open", "pencil", "percent", "phone", "plus",
  "refresh-cw", "search", "send", "rotate-ccw", "settings", "shield-check", "signal", "smile", "star", "strikethrough", "sun", "tag", "text-align-start", "toggle-right", "trash-2", "triangle-alert", "type", "undo-2", "upload", "user", "user-plus", "users", "wifi-off", "x", "zap",
] as const;

export type IconName = typeof iconNames[number];
