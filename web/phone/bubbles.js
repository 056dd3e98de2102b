// What a chat looks like: one bubble for each message, of every kind.
import { avatar, button, call, formatted, icon, iconButton, make, sheet, sizeOf, timeOf } from "/_phone/elements.js";
import { words } from "/_phone/words.js";

const EMOJI = ["👍", "❤️", "😂", "😮", "😢", "🙏"];
const LONG_PRESS_MS = 450;
const EDITABLE_MS = 15 * 60_000;

/** One line about a message: for lists of people and for quotes. */
export function summary(message) {
  if (message.deleted) return words.deleted;
  const kind = words.media[message.media?.voice ? "voice" : message.type];
  const text = (message.text || message.header || message.media?.filename || "").split("\n")[0];
  if (kind && text) return `${kind} · ${text}`;
  return text || kind || words.media.other;
}

/**
 * The bubble of a message.
 * around: messages, author(message), act({ reply, edit, remove, react, tap, place, card, answer, choose }).
 */
export function bubble(message, around, isFirst) {
  const isMine = message.direction === "inbound";
  const isBare = message.type === "sticker" && !message.deleted;
  const element = make("article", `bubble ${isMine ? "mine" : "theirs"}${isFirst ? " first" : ""}${isBare ? " bare" : ""}`);
  if (message.deleted) {
    element.append(make("p", "bubble-deleted", icon("none", 16), isMine ? words.youDeleted : words.deleted), meta(message));
    return element;
  }
  if (message.forwarded) element.append(make("p", "bubble-mark", icon("forward", 14), words.forwarded));
  const quoted = message.context && around.messages.find((other) => other.id === message.context);
  if (quoted) element.append(quote(quoted, around));
  if (message.media) element.append(...media(message));
  if (message.header) element.append(make("p", "bubble-header", message.header));
  element.append(...content(message));
  if (message.footer) element.append(make("p", "bubble-footer", message.footer));
  element.append(meta(message));
  if (message.status === "failed") element.append(make("p", "bubble-fault", words.failed(message.error)));
  if (message.buttons) element.append(buttons(message, around));
  if (message.reaction) element.append(make("span", "reaction", message.reaction));
  offerMenu(element, message, around);
  return element;
}

/** What a bubble is made of, apart from its ticks. */
export function bubbleKey(message, around, isFirst) {
  const content = { ...message, status: undefined, seen: undefined };
  const quoted = message.context && around.messages.find((other) => other.id === message.context);
  return JSON.stringify([content, isFirst, message.status === "failed", quoted && summary(quoted)]);
}

export function patchBubble(element, message) {
  const old = element.querySelector(":scope > .bubble-meta");
  const label = (one) => one?.querySelector(".ticks")?.className;
  const made = meta(message);
  if (label(old) !== label(made)) old?.replaceWith(made);
}

function quote(quoted, around) {
  const element = make("div", "quote",
    make("span", "quote-author", around.author(quoted)), make("span", "quote-text", summary(quoted)));
  return element;
}

function meta(message) {
  return make("p", "bubble-meta", message.edited && !message.deleted && make("span", "", words.edited), timeOf(message.at_ms), ticks(message));
}

// What the customer wrote carries ticks on a phone; what the business sent shows them too, because this is a demo.
function ticks(message) {
  const isMine = message.direction === "inbound";
  const status = isMine ? (message.seen ? "read" : "delivered") : message.status;
  const label = isMine ? (message.seen ? words.seen : words.unseen) : words.tick[status];
  const mark = { accepted: "○", sent: "✓", delivered: "✓✓", read: "✓✓", played: "✓✓", failed: "!" }[status];
  const element = make("span", `ticks ${status}`, mark);
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", label);
  element.title = label;
  return element;
}

// --- Files ----------------------------------------------------------------------------------------------------------

function media(message) {
  const file = message.media;
  const address = `/_sim/media/${encodeURIComponent(file.id ?? "")}`;
  if (!file.available) {
    const isFetched = message.status === "accepted" && file.link;
    return [make("p", "file-gone", icon(file.kind === "document" ? "document" : "picture"), isFetched ? words.fetching : words.gone)];
  }
  switch (file.kind) {
    case "image": return [link("picture", address, image(address, message.text || words.media.image))];
    case "sticker": return [image(address, words.media.sticker)];
    case "video": return [player("video", address)];
    case "audio": return [sound(message, address)];
    default: return [documentCard(file, address)];
  }
}

function image(address, label) {
  const element = make("img", "");
  Object.assign(element, { src: address, alt: label, loading: "lazy" });
  return element;
}

function link(className, address, ...inside) {
  const element = make("a", className, ...inside);
  Object.assign(element, { href: address, target: "_blank", rel: "noopener" });
  return element;
}

function player(tag, address) {
  const element = make(tag, "");
  Object.assign(element, { src: address, controls: true, preload: "metadata" });
  return element;
}

// The business hears that its voice note was played.
function sound(message, address) {
  const element = player("audio", address);
  element.setAttribute("aria-label", words.media[message.media.voice ? "voice" : "audio"]);
  if (message.direction === "outbound" && message.media.voice && message.status !== "played") {
    element.addEventListener("play", () => call("POST", "statuses", { message_id: message.id, status: "played" }), { once: true });
  }
  return make("div", "sound", make("span", "sound-mark", icon(message.media.voice ? "mic" : "download", 18)), element);
}

function documentCard(file, address) {
  const name = file.filename || words.media.document;
  const type = (name.match(/\.(\w{1,5})$/)?.[1] ?? file.mime_type?.split("/").pop() ?? "").toUpperCase().slice(0, 8);
  const facts = [type, file.size && sizeOf(file.size)].filter(Boolean).join(" · ");
  return link("document", address, icon("document", 28),
    make("span", "document-text", make("span", "document-name", name), make("span", "document-facts", facts)), icon("download", 18));
}

// --- Content --------------------------------------------------------------------------------------------------------

function content(message) {
  const object = message.content;
  if (message.type === "location" || object?.latitude !== undefined) {
    const place = locationCard(object ?? {});
    return message.type === "location" ? [place] : [place, ...text(message)];
  }
  if (message.type === "contacts" && Array.isArray(object)) return object.map(contactCard);
  if (message.type === "order" && object) return [orderCard(object), ...text(message)];
  if (message.type === "interactive" && object?.type === "nfm_reply") {
    return [make("p", "bubble-mark", icon("form", 14), words.formSent), ...text(message)];
  }
  const known = ["text", "template", "interactive", "button", "image", "video", "audio", "document", "sticker", "reaction"];
  if (!known.includes(message.type)) return [make("p", "bubble-deleted", icon("none", 16), words.unsupported(message.type))];
  return text(message);
}

const text = (message) => (message.text ? [make("p", "bubble-text", ...formatted(message.text))] : []);

function locationCard(place) {
  const coordinates = [place.latitude, place.longitude].map((value) => Number(value).toFixed(5)).join(", ");
  const map = make("div", "map", icon("place", 30));
  map.setAttribute("role", "img");
  map.setAttribute("aria-label", words.media.location);
  return make("div", "location", map,
    place.name && make("p", "location-name", place.name), place.address && make("p", "small", place.address), make("p", "small", coordinates));
}

function contactCard(card) {
  const name = card.name?.formatted_name ?? "?";
  const lines = [...(card.phones ?? []).map((one) => one.phone), ...(card.emails ?? []).map((one) => one.email)];
  return make("div", "contact", avatar(name),
    make("div", "contact-text", make("p", "contact-name", name), card.org?.company && make("p", "small", card.org.company), ...lines.map((line) => make("p", "small", line))));
}

function orderCard(order) {
  const items = order.product_items ?? [];
  return make("div", "order", make("p", "location-name", words.order(items.length)),
    ...items.map((item) => make("p", "small", `${item.quantity} × ${item.product_retailer_id} · ${item.item_price} ${item.currency}`)));
}

// --- Buttons --------------------------------------------------------------------------------------------------------

const SYMBOLS = {
  url: "link", phone: "call", copy_code: "copy", quick_reply: "reply", reply: "reply", location: "place", contact: "person", flow: "form", call: "call",
  product: "shop",
};

function buttons(message, around) {
  const rows = message.buttons.filter((entry) => entry.kind === "row");
  const others = message.buttons.filter((entry) => entry.kind !== "row");
  const made = others.map((entry) => tapButton(SYMBOLS[entry.kind] ?? "link", entry.text, `${message.id} ${entry.text}`, () => around.act.tap(entry, message), entry));
  if (rows.length > 0) {
    made.push(tapButton("list", message.list ?? words.options, `${message.id} list`, () => around.act.choose(rows, message)));
  }
  return make("div", "bubble-buttons", ...made);
}

function tapButton(symbol, label, focus, action, entry) {
  const element = button("tap", "", action);
  element.append(icon(symbol, 18), label);
  element.dataset.focus = focus;
  if (entry && ["url", "phone", "copy_code"].includes(entry.kind)) element.title = entry.value;
  return element;
}

// --- The menu of a bubble -------------------------------------------------------------------------------------------

function offerMenu(element, message, around) {
  const open = () => showMenu(message, around);
  const more = iconButton("bubble-more", "more", words.actions, open);
  more.dataset.focus = `${message.id} more`;
  element.append(more);
  element.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, img, video")) return;
    event.preventDefault();
    open();
  });
  let timer = null;
  const cancel = () => clearTimeout(timer);
  element.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" && !event.target.closest("button, a, audio, video")) timer = setTimeout(open, LONG_PRESS_MS);
  });
  for (const name of ["pointerup", "pointercancel", "pointermove", "pointerleave"]) element.addEventListener(name, cancel);
}

function showMenu(message, around) {
  const isMine = message.direction === "inbound";
  const dialog = sheet(words.actions, words.close);
  const choose = (action) => () => {
    dialog.close();
    action();
  };
  const entry = (name, label, action) => {
    const element = button("menu-entry", "", choose(action));
    element.append(icon(name), label);
    return element;
  };
  if (!isMine) {
    const row = make("div", "emoji-row", ...EMOJI.map((emoji) => {
      const element = button(`emoji${message.reaction === emoji ? " chosen" : ""}`, emoji, choose(() => around.act.react(message, message.reaction === emoji ? "" : emoji)));
      element.setAttribute("aria-pressed", String(message.reaction === emoji));
      return element;
    }));
    dialog.append(row);
  }
  dialog.append(entry("reply", words.reply, () => around.act.reply(message)));
  if (message.text) dialog.append(entry("copy", words.copy, () => navigator.clipboard?.writeText(message.text)));
  if (isMine && message.type === "text" && around.nowMs() - message.at_ms < EDITABLE_MS) {
    dialog.append(entry("edit", words.edit, () => around.act.edit(message)));
  }
  if (isMine) dialog.append(entry("remove", words.remove, () => around.act.remove(message)));
}

/** The rows of a list, one of which is chosen. */
export function showRows(rows, message, send) {
  const form = make("form", "sheet-form");
  let section = null;
  for (const [index, row] of rows.entries()) {
    if (row.section && row.section !== section) form.append(make("h4", "row-section", row.section));
    section = row.section;
    const input = make("input", "");
    Object.assign(input, { type: "radio", name: "row", value: String(index), required: true });
    form.append(make("label", "choice", make("span", "choice-text", make("span", "", row.text), row.detail && make("span", "small", row.detail)), input));
  }
  const submit = make("button", "primary", words.sendChoice);
  form.append(submit);
  const dialog = sheet(message.list ?? words.options, words.close, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const row = rows[Number(new FormData(form).get("row"))];
    dialog.close();
    send(row);
  });
}
