// Making and filling elements, and talking to the simulator.
import { locale } from "/_phone/words.js";

export const POLL_MS = 20_000;

export const find = (selector, root = document) => root.querySelector(selector);

export async function call(method, path, body) {
  const options = { method, signal: AbortSignal.timeout(POLL_MS + 10_000) };
  if (body instanceof Blob) {
    Object.assign(options, { body, headers: { "Content-Type": body.type || "application/octet-stream" }, signal: AbortSignal.timeout(120_000) });
  } else if (body) {
    Object.assign(options, { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  }
  const response = await fetch(`/_sim/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? response.statusText);
  return answer;
}

export function make(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content.filter((part) => part !== null && part !== undefined && part !== "" && part !== false));
  return element;
}

export function button(className, text, action) {
  const element = make("button", className, text);
  element.type = "button";
  element.addEventListener("click", action);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

// Outlines of 24 by 24, drawn with a line of two.
const SHAPES = {
  attach: "M12 5v14M5 12h14", mic: "M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM6 12a6 6 0 0 0 12 0M12 18v3",
  send: "M4 12l16-8-5 16-4-6zM11 14l9-10", stop: "M7 7h10v10H7z", close: "M6 6l12 12M18 6L6 18", more: "M6 9l6 6 6-6",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01", document: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
  place: "M12 21s7-6.2 7-11a7 7 0 0 0-14 0c0 4.8 7 11 7 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0", sticker: "M5 5h14v9l-5 5H5zM14 19v-5h5M9 10h.01M14 10h.01",
  reply: "M10 7L5 12l5 5M5 12h9a5 5 0 0 1 5 5v1", list: "M9 7h10M9 12h10M9 17h10M5 7h.01M5 12h.01M5 17h.01", link: "M9 15l6-6M10 6h8v8",
  call: "M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z", copy: "M9 9h10v11H9zM5 15V4h10",
  form: "M6 3h12v18H6zM9 8h6M9 12h6M9 16h3", shop: "M5 8h14l-1 12H6zM9 8a3 3 0 0 1 6 0", forward: "M14 7l5 5-5 5M19 12h-9a5 5 0 0 0-5 5v1",
  none: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM6 6l12 12", edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3", remove: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13", download: "M12 4v11M7 11l5 5 5-5M5 20h14",
};

export function icon(name, size = 20) {
  const element = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", width: size, height: size, class: "icon", "aria-hidden": "true" })) element.setAttribute(key, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  element.append(path);
  return element;
}

export function iconButton(className, name, label, action) {
  const element = button(className, "", action);
  element.append(icon(name));
  element.setAttribute("aria-label", label);
  element.title = label;
  return element;
}

/** Replaces the content unless it is the same, so that focus and scrolling stay where they are. */
export function fill(element, key, children) {
  const text = JSON.stringify(key);
  if (element.dataset.key === text) return false;
  element.dataset.key = text;
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  element.replaceChildren(...children());
  if (focused) find(`[data-focus="${CSS.escape(focused)}"]`, element)?.focus();
  return true;
}

/**
 * Puts items into an element and leaves alone what has not changed, so that a sound goes on playing. An item has an id, a
 * key of its content, make() and perhaps patch(element) for what changes without its content.
 */
export function arrange(element, items) {
  const known = new Map([...element.children].map((child) => [child.dataset.id, child]));
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  let hasChanged = false;
  const wanted = items.map((item) => {
    const old = known.get(item.id);
    if (old?.dataset.content === item.key) {
      known.delete(item.id);
      item.patch?.(old);
      return old;
    }
    hasChanged = true;
    const made = item.make();
    Object.assign(made.dataset, { id: item.id, content: item.key });
    return made;
  });
  for (const child of known.values()) child.remove();
  let place = element.firstElementChild;
  for (const child of wanted) {
    if (child === place) place = place.nextElementSibling;
    else element.insertBefore(child, place);
  }
  if (focused && !element.contains(document.activeElement)) find(`[data-focus="${CSS.escape(focused)}"]`, element)?.focus();
  return hasChanged || known.size > 0;
}

/** A dialog at the foot of the phone; closes on Escape, on its cross and beside it. */
export function sheet(title, closeLabel, ...content) {
  const dialog = make("dialog", "sheet");
  const close = iconButton("sheet-close", "close", closeLabel, () => dialog.close());
  const heading = make("h3", "", title);
  heading.id = "sheet-title";
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(make("div", "sheet-head", heading, close), ...content);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export const timeOf = (ms) => new Date(ms).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
export const weekdayTime = (ms) => new Date(ms).toLocaleString(locale, { weekday: "short", hour: "2-digit", minute: "2-digit" });

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} kB`;
  return `${(bytes / 1024 / 1024).toLocaleString(locale, { maximumFractionDigits: 1 })} MB`;
}

// WhatsApp's marks for bold, italic, struck and monospaced text.
const MARKS = [["*", "strong"], ["_", "em"], ["~", "s"], ["`", "code"]];

export function formatted(text) {
  const parts = [];
  const pattern = /(^|[\s\p{P}])([*_~`])(?=\S)(.+?)(?<=\S)\2(?=$|[\s\p{P}])/gmu;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const tag = MARKS.find(([mark]) => mark === match[2])[1];
    parts.push(text.slice(end, match.index) + match[1], make(tag, "", match[3]));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts;
}

export function avatar(name) {
  const hue = [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 6, 0);
  const element = make("span", `avatar hue-${hue}`, [...name.replace("+", "")][0] ?? "?");
  element.setAttribute("aria-hidden", "true");
  return element;
}
