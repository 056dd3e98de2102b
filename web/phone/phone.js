// A customer's phone and Meta's desk: shows what the simulator knows, and asks again when something has changed.
import { isChinese, locale, words } from "/_phone/words.js";

const POLL_MS = 20_000;
const RETRY_MS = 1500;
const SELF_REVIEW_MS = 5000;
const HOUR = 3_600_000;
const SKIPS = [["hour", HOUR], ["day", 24 * HOUR], ["month", 720 * HOUR]];

const find = (selector, root = document) => root.querySelector(selector);
const stage = find(".stage");
const wall = find("#wall");
let state = null;
let chat = null;
let current = sessionStorage.getItem("customer");
let skewMs = 0;

// --- Talking to the simulator ---------------------------------------------------------------------------------------

async function call(method, path, body) {
  const options = { method, signal: AbortSignal.timeout(POLL_MS + 10_000) };
  if (body) Object.assign(options, { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  const response = await fetch(`/_sim/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? response.statusText);
  return answer;
}

async function refresh() {
  const answer = await call("GET", "state");
  state = answer;
  skewMs = state.now_ms - Date.now();
  if (!current || !customer()) current = state.conversations[0]?.customer ?? state.customers[0]?.user_id ?? null;
  chat = current ? await call("GET", `conversations/${encodeURIComponent(current)}`) : null;
  draw();
  if (chat?.unread && isPhoneShown()) await call("POST", `conversations/${encodeURIComponent(current)}/read`);
}

async function follow() {
  let version = 0;
  for (;;) {
    try {
      await refresh();
      find("#offline").hidden = true;
      version = (await call("GET", `events?after=${version}&wait_ms=${POLL_MS}`)).version;
    } catch {
      find("#offline").hidden = false;
      await new Promise((done) => setTimeout(done, RETRY_MS));
    }
  }
}

/** Does something and says in the form what was wrong with it. */
async function attempt(form, work) {
  const fault = form && find(".fault", form);
  try {
    await work();
    if (fault) fault.hidden = true;
    await refresh();
    return true;
  } catch (error) {
    if (fault) Object.assign(fault, { hidden: false, textContent: error.message });
    return false;
  }
}

const customer = () => state?.customers.find((entry) => entry.user_id === current);
const isPhoneShown = () => !document.hidden && find(".phone").offsetParent !== null;

// --- Making elements ------------------------------------------------------------------------------------------------

function make(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content.filter((part) => part !== null && part !== undefined && part !== ""));
  return element;
}

function button(className, text, action) {
  const element = make("button", className, text);
  element.type = "button";
  element.addEventListener("click", action);
  return element;
}

/** Replaces the content unless it is the same, so that focus and scrolling stay where they are. */
function fill(element, key, children) {
  const text = JSON.stringify(key);
  if (element.dataset.key === text) return false;
  element.dataset.key = text;
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  element.replaceChildren(...children());
  if (focused) find(`[data-focus="${CSS.escape(focused)}"]`, element)?.focus();
  return true;
}

const timeOf = (ms) => new Date(ms).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
const weekdayTime = (ms) => new Date(ms).toLocaleString(locale, { weekday: "short", hour: "2-digit", minute: "2-digit" });
const dayKey = (ms) => new Date(ms).toDateString();

function dayName(ms) {
  const now = Date.now() + skewMs;
  if (dayKey(ms) === dayKey(now)) return words.today;
  if (dayKey(ms) === dayKey(now - 24 * HOUR)) return words.yesterday;
  return new Date(ms).toLocaleDateString(locale, { day: "numeric", month: "long", year: "numeric" });
}

// WhatsApp's marks for bold, italic, struck and monospaced text.
const MARKS = [["*", "strong"], ["_", "em"], ["~", "s"], ["`", "code"]];

function formatted(text) {
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

// --- Drawing --------------------------------------------------------------------------------------------------------

function draw() {
  drawPeople();
  drawChat();
  drawDesk();
}

function drawPeople() {
  const rows = state.customers.map((entry) => ({
    ...entry, chat: state.conversations.find((item) => item.customer === entry.user_id), isCurrent: entry.user_id === current,
  }));
  const order = (row) => row.chat?.last?.at_ms ?? 0;
  rows.sort((one, other) => order(other) - order(one));
  find("#people-empty").hidden = rows.length > 0;
  fill(find("#people"), [rows, dayKey(Date.now() + skewMs)], () => rows.map(personRow));
}

function personRow(row) {
  const last = row.chat?.last;
  const preview = last ? last.text.split("\n")[0] : row.phone;
  const unread = row.isCurrent ? 0 : row.chat?.unread ?? 0;
  const row1 = make("span", "person-line", make("span", "person-name", row.name), last && make("span", "person-time", timeOf(last.at_ms)));
  const row2 = make("span", "person-line", make("span", "person-last", preview), unread > 0 && make("span", "badge", String(unread)) || "");
  const open = button("person", "", () => {
    current = row.user_id;
    sessionStorage.setItem("customer", current);
    show("phone");
    attempt(null, async () => {});
  });
  open.dataset.focus = row.user_id;
  open.append(avatar(row.name), make("span", "person-text", row1, row2));
  if (row.isCurrent) open.setAttribute("aria-current", "true");
  return make("li", "", open);
}

function avatar(name) {
  const hue = [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 6, 0);
  const element = make("span", `avatar hue-${hue}`, [...name.replace("+", "")][0] ?? "?");
  element.setAttribute("aria-hidden", "true");
  return element;
}

function drawChat() {
  const number = state.numbers[0];
  find("#chat-name").textContent = number.name;
  find(".avatar.business").textContent = [...number.name][0];
  const who = customer();
  find("#whose").textContent = who ? words.whose(who.name) : words.choose;
  const rule = chat?.window_open ? words.windowOpen(weekdayTime(chat.window_closes_ms)) : words.windowClosed;
  const note = chat?.typing ? words.typing : `${words.business} · ${who ? rule : number.phone}`;
  find("#chat-note").textContent = note;
  find("#chat-note").classList.toggle("is-typing", Boolean(chat?.typing));
  for (const field of find("#composer").querySelectorAll("textarea, button")) field.disabled = !who;
  const shown = (chat?.messages ?? []).filter((message) => message.type !== "reaction");
  const isAtEnd = wall.scrollHeight - wall.scrollTop - wall.clientHeight < 80 || wall.dataset.customer !== current;
  const hasChanged = fill(wall, [current, shown, dayKey(Date.now() + skewMs)], () => bubbles(shown, who));
  if (hasChanged && isAtEnd) wall.scrollTop = wall.scrollHeight;
  wall.dataset.customer = current ?? "";
}

function bubbles(messages, who) {
  if (!who) return [make("p", "wall-note", words.chooseLong)];
  if (messages.length === 0) return [make("p", "wall-note", words.emptyChat)];
  const elements = [];
  let day = "";
  let side = "";
  for (const message of messages) {
    if (dayKey(message.at_ms) !== day) {
      day = dayKey(message.at_ms);
      side = "";
      elements.push(make("p", "day", make("span", "", dayName(message.at_ms))));
    }
    elements.push(bubble(message, messages, message.direction !== side));
    side = message.direction;
  }
  return elements;
}

function bubble(message, messages, isFirst) {
  const isMine = message.direction === "inbound";
  const element = make("article", `bubble ${isMine ? "mine" : "theirs"}${isFirst ? " first" : ""}`);
  const quoted = message.context && messages.find((other) => other.id === message.context);
  if (quoted) {
    const author = quoted.direction === "inbound" ? words.you : state.numbers[0].name;
    element.append(make("div", "quote", make("span", "quote-author", author), make("span", "quote-text", quoted.text)));
  }
  if (message.header) element.append(make("p", "bubble-header", message.header));
  const kind = words.media[message.type];
  if (kind) element.append(make("p", "bubble-kind", kind));
  element.append(make("p", "bubble-text", ...formatted(message.text)));
  if (message.footer) element.append(make("p", "bubble-footer", message.footer));
  element.append(make("p", "bubble-meta", timeOf(message.at_ms), ticks(message)));
  if (message.status === "failed") element.append(make("p", "bubble-fault", words.failed(message.error)));
  if (message.buttons) element.append(make("div", "bubble-buttons", ...message.buttons.map((entry) => tapButton(entry, message))));
  if (message.reaction) element.append(make("span", "reaction", message.reaction));
  return element;
}

// What the customer wrote carries ticks on a phone; what the business sent shows them too, because this is a demo.
function ticks(message) {
  const isMine = message.direction === "inbound";
  const status = isMine ? (message.seen ? "read" : "delivered") : message.status;
  const label = isMine ? (message.seen ? words.seen : words.unseen) : words.tick[status];
  const mark = { accepted: "○", sent: "✓", delivered: "✓✓", read: "✓✓", failed: "!" }[status];
  const element = make("span", `ticks ${status}`, mark);
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", label);
  element.title = label;
  return element;
}

const SYMBOLS = { url: "↗", phone: "☏", copy_code: "⧉", quick_reply: "↩", reply: "↩", row: "☰" };

function tapButton(entry, message) {
  const symbol = make("span", "symbol", SYMBOLS[entry.kind] ?? "");
  symbol.setAttribute("aria-hidden", "true");
  const canAnswer = ["quick_reply", "reply", "row"].includes(entry.kind);
  const element = button("tap", "", () => tap(entry, message, canAnswer));
  element.append(symbol, entry.text);
  element.dataset.focus = `${message.id} ${entry.text}`;
  if (!canAnswer) element.title = entry.value;
  return element;
}

function tap(entry, message, canAnswer) {
  if (canAnswer) {
    attempt(find("#composer"), () => call("POST", "messages", { from: current, button_text: entry.text, context: message.id }));
  } else if (entry.kind === "copy_code") {
    navigator.clipboard?.writeText(entry.value);
  } else if (entry.kind === "url" && /^https?:/.test(entry.value)) {
    window.open(entry.value, "_blank", "noopener");
  }
}

function drawDesk() {
  find("#time").textContent = new Date(state.now_ms).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
  find("#ahead").textContent = state.offset_ms > 0 ? words.ahead(span(state.offset_ms)) : words.real;
  find("#self-review").checked = state.settings.review_delay_ms !== null;
  const waiting = (template) => (template.status === "PENDING" ? 0 : 1);
  const list = [...state.templates].sort((one, other) => waiting(one) - waiting(other) || Number(other.id) - Number(one.id));
  find("#templates-empty").hidden = list.length > 0;
  fill(find("#templates"), list, () => list.map(templateCard));
}

function span(ms) {
  const days = Math.floor(ms / (24 * HOUR));
  const hours = Math.floor((ms % (24 * HOUR)) / HOUR);
  const minutes = Math.floor((ms % HOUR) / 60_000);
  const parts = [days && words.days(days), hours && words.hours(hours), minutes && words.minutes(minutes)].filter(Boolean);
  return parts.length > 0 ? parts.join(" ") : words.minutes(0);
}

function templateCard(template) {
  const part = (type) => template.components.find((component) => component.type === type);
  const head = make("div", "template-head",
    make("h4", "template-name", template.name),
    make("span", `state ${template.status.toLowerCase()}`, words.status[template.status] ?? template.status));
  const facts = `${template.language} · ${words.category[template.category] ?? template.category}`;
  const header = part("HEADER");
  const card = make("li", "card template", head, make("p", "small", facts));
  const preview = make("div", "preview");
  if (header) preview.append(make("p", "bubble-header", header.text ?? `[${header.format.toLowerCase()}]`));
  preview.append(make("p", "bubble-text", ...formatted(part("BODY")?.text ?? "…")));
  if (part("FOOTER")?.text) preview.append(make("p", "bubble-footer", part("FOOTER").text));
  const buttons = part("BUTTONS")?.buttons ?? [];
  if (buttons.length > 0) preview.append(make("p", "preview-buttons", buttons.map((entry) => entry.text ?? entry.type).join(" · ")));
  card.append(preview);
  if (template.status === "REJECTED") card.append(make("p", "fault", words.reasons[template.rejected_reason] ?? template.rejected_reason));
  card.append(...decisions(template), Object.assign(make("p", "fault"), { hidden: true }));
  return card;
}

function decisions(template) {
  const decide = (decision, body) => (event) =>
    attempt(event.target.closest(".template"), () => call("POST", `templates/${template.id}/${decision}`, body?.() ?? {}));
  const action = (className, decision, body) => {
    const element = button(className, words[decision], decide(decision, body));
    element.dataset.focus = `${template.id} ${decision}`;
    element.setAttribute("aria-label", `${words[decision]}: ${template.name}`);
    return element;
  };
  if (template.status === "PENDING") {
    const choice = make("select", "");
    choice.setAttribute("aria-label", `${words.reason}: ${template.name}`);
    for (const [value, text] of Object.entries(words.reasons)) choice.append(new Option(text, value, false, value === "INVALID_FORMAT"));
    const reject = action("danger", "reject", () => ({ reason: choice.value }));
    return [make("div", "row", action("primary", "approve")), make("div", "row", choice, reject)];
  }
  if (template.status === "APPROVED") return [make("div", "row", action("", "pause"), action("", "disable"))];
  if (template.status === "PAUSED") return [make("div", "row", action("primary", "unpause"), action("", "disable"))];
  if (template.status === "REJECTED") return [make("div", "row", action("", "approve"))];
  return [];
}

// --- Events ---------------------------------------------------------------------------------------------------------

function show(view) {
  stage.dataset.shown = view;
  for (const tab of document.querySelectorAll(".tab")) {
    if (tab.dataset.view === view) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
  if (view === "phone") wall.scrollTop = wall.scrollHeight;
}

function translate() {
  document.documentElement.lang = isChinese ? "zh-CN" : "en";
  document.title = words.title;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words[element.dataset.word];
  for (const element of document.querySelectorAll("[data-word-label]")) element.setAttribute("aria-label", words[element.dataset.wordLabel]);
  for (const element of document.querySelectorAll("[data-word-placeholder]")) element.placeholder = words[element.dataset.wordPlaceholder];
}

function listen() {
  for (const tab of document.querySelectorAll(".tab")) tab.addEventListener("click", () => show(tab.dataset.view));
  const text = find("#text");
  const grow = () => {
    text.rows = Math.min(5, text.value.split("\n").length);
  };
  text.addEventListener("input", grow);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    find("#composer").requestSubmit();
  });
  find("#composer").addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = text.value.trim();
    if (!said || !current) return;
    text.value = "";
    grow();
    wall.scrollTop = wall.scrollHeight;
    if (!(await attempt(event.target, () => call("POST", "messages", { from: current, text: said })))) text.value = said;
  });
  const add = find("#add");
  add.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(add));
    const isAdded = await attempt(add, async () => {
      current = (await call("POST", "customers", values)).user_id;
      sessionStorage.setItem("customer", current);
    });
    if (!isAdded) return;
    add.reset();
    show("phone");
    text.focus();
  });
  find("#skips").append(...SKIPS.map(([word, ms]) =>
    Object.assign(button("", `+ ${words[word]}`, () => attempt(null, () => call("POST", "clock", { advance_ms: ms }))), { title: words.skip(words[word]) })));
  find("#self-review").addEventListener("change", (event) =>
    attempt(null, () => call("POST", "settings", { review_delay_ms: event.target.checked ? SELF_REVIEW_MS : null })));
  document.addEventListener("visibilitychange", () => document.hidden || attempt(null, async () => {}));
  setInterval(() => {
    if (!state) return;
    state.now_ms = Date.now() + skewMs;
    find("#time").textContent = new Date(state.now_ms).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
  }, 10_000);
}

translate();
listen();
show("phone");
follow();
