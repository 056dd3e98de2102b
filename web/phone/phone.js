// A customer's phone and Meta's desk: shows what the simulator knows, and asks again when something has changed.
import { bubble, bubbleKey, patchBubble, showRows, summary } from "/_phone/bubbles.js";
import { makeComposer } from "/_phone/composer.js";
import { arrange, avatar, button, call, fill, find, formatted, make, POLL_MS, timeOf, weekdayTime } from "/_phone/elements.js";
import { isChinese, locale, words } from "/_phone/words.js";

const RETRY_MS = 1500;
const SELF_REVIEW_MS = 5000;
const TYPING_MS = 5000;
const HOUR = 3_600_000;
const SKIPS = [["hour", HOUR], ["day", 24 * HOUR], ["month", 720 * HOUR]];

// What goes wrong at the press of a switch: the setting, its value, and the value when all is well.
const TROUBLES = [
  ["down", "status_5xx", true, false], ["throttled", "failure", { code: 130429, count: true }, null], ["expired", "token", "expired", "valid"],
  ["restricted", "account", "restricted", "active"], ["lost", "drop_webhooks", true, false], ["twice", "duplicate_webhooks", true, false],
  ["shuffled", "webhook_jitter_ms", 5000, 0], ["together", "batch_ms", 3000, 0],
];

const stage = find(".stage");
const wall = find("#wall");
let state = null;
let chat = null;
let current = sessionStorage.getItem("customer");
let skewMs = 0;
let composer = null;
let typingTimer = null;

async function refresh() {
  const answer = await call("GET", "state");
  state = answer;
  skewMs = state.now_ms - Date.now();
  if (!current || !customer()) choose(state.conversations[0]?.customer ?? state.customers[0]?.user_id ?? null);
  chat = current ? await call("GET", `conversations/${encodeURIComponent(current)}`) : null;
  draw();
  // The mark of typing goes by itself, which no event tells of.
  clearTimeout(typingTimer);
  if (chat?.typing) typingTimer = setTimeout(() => attempt(null, async () => {}), TYPING_MS);
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
const nowMs = () => Date.now() + skewMs;
const say = (body) => attempt(find("#composer"), () => call("POST", "messages", { from: current, ...body }));

function choose(userID) {
  current = userID;
  composer?.clear();
  if (userID) sessionStorage.setItem("customer", userID);
}

const dayKey = (ms) => new Date(ms).toDateString();

function dayName(ms) {
  if (dayKey(ms) === dayKey(nowMs())) return words.today;
  if (dayKey(ms) === dayKey(nowMs() - 24 * HOUR)) return words.yesterday;
  return new Date(ms).toLocaleDateString(locale, { day: "numeric", month: "long", year: "numeric" });
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
  fill(find("#people"), [rows, dayKey(nowMs())], () => rows.map(personRow));
}

function personRow(row) {
  const last = row.chat?.last;
  const preview = last ? summary(last) : row.phone;
  const unread = row.isCurrent ? 0 : row.chat?.unread ?? 0;
  const row1 = make("span", "person-line", make("span", "person-name", row.name), last && make("span", "person-time", timeOf(last.at_ms)));
  const row2 = make("span", "person-line", make("span", "person-last", preview), unread > 0 && make("span", "badge", String(unread)));
  const open = button("person", "", () => {
    choose(row.user_id);
    show("phone");
    attempt(null, async () => {});
  });
  open.dataset.focus = row.user_id;
  open.append(avatar(row.name), make("span", "person-text", row1, row2));
  if (row.isCurrent) open.setAttribute("aria-current", "true");
  return make("li", "", open);
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
  const hasChanged = arrange(wall, bubbles(shown, who));
  if (hasChanged && isAtEnd) wall.scrollTop = wall.scrollHeight;
  wall.dataset.customer = current ?? "";
}

function bubbles(messages, who) {
  const note = (text) => [{ id: "note", key: text, make: () => make("p", "wall-note", text) }];
  if (!who) return note(words.chooseLong);
  if (messages.length === 0 && !chat?.typing) return note(words.emptyChat);
  const author = (message) => (message.direction === "inbound" ? words.you : state.numbers[0].name);
  const around = { messages, author, nowMs, act };
  const items = [];
  let day = "";
  let side = "";
  for (const message of messages) {
    if (dayKey(message.at_ms) !== day) {
      day = dayKey(message.at_ms);
      side = "";
      const name = dayName(message.at_ms);
      items.push({ id: day, key: name, make: () => make("p", "day", make("span", "", name)) });
    }
    const isFirst = message.direction !== side;
    items.push({
      id: message.id, key: bubbleKey(message, around, isFirst), make: () => bubble(message, around, isFirst),
      patch: (element) => patchBubble(element, message),
    });
    side = message.direction;
  }
  if (chat?.typing) items.push({ id: "typing", key: "", make: dots });
  return items;
}

function dots() {
  const element = make("p", "bubble theirs first dots", make("span", ""), make("span", ""), make("span", ""));
  element.setAttribute("aria-label", words.typing);
  element.setAttribute("role", "img");
  return element;
}

// What can be done with a message and its buttons.
const act = {
  reply: (message) => composer.reply(message),
  edit: (message) => composer.edit(message),
  remove: (message) => say({ type: "revoke", revoke: { original_message_id: message.id } }),
  react: (message, emoji) => say({ type: "reaction", reaction: { message_id: message.id, ...(emoji && { emoji }) } }),
  choose: (rows, message) => showRows(rows, message, (row) => tapped(row, message)),
  tap(entry, message) {
    switch (entry.kind) {
      case "location": return composer.place(message.id);
      case "contact": return composer.card({ name: customer().name, phone: customer().phone, context: message.id });
      case "copy_code": return navigator.clipboard?.writeText(entry.value);
      case "phone": return navigator.clipboard?.writeText(entry.value);
      case "product": return undefined;
      case "flow": return composer.form(entry, message);
      case "url": return /^https?:/.test(entry.value) && window.open(entry.value, "_blank", "noopener");
      default: return tapped(entry, message);
    }
  },
};

const tapped = (entry, message) => say({ button_text: entry.text, button_id: entry.value, context: message.id });

function drawDesk() {
  find("#time").textContent = new Date(state.now_ms).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
  find("#ahead").textContent = state.offset_ms > 0 ? words.ahead(span(state.offset_ms)) : words.real;
  find("#self-review").checked = state.settings.review_delay_ms !== null;
  drawCustomer();
  drawTroubles();
  fill(find("#numbers"), state.numbers, () => state.numbers.map(numberRow));
  // A code that was asked for arrives here, as a text message would.
  const codes = state.numbers.filter((number) => number.code);
  find("#codes").hidden = codes.length === 0;
  fill(find("#codes"), codes, () => codes.map((number) => make("li", "code", words.code(number.phone, number.code))));
  const waiting = (template) => (template.status === "PENDING" ? 0 : 1);
  const list = [...state.templates].sort((one, other) => waiting(one) - waiting(other) || Number(other.id) - Number(one.id));
  find("#templates-empty").hidden = list.length > 0;
  fill(find("#templates"), list, () => list.map(templateCard));
}

function drawCustomer() {
  const who = customer();
  find("#customer").hidden = !who;
  if (!who) return;
  find("#customer-name").textContent = who.name;
  find("#customer-facts").textContent = `${who.phone} · ${who.user_id}`;
  find("#marketing").checked = who.marketing !== "stop";
  find("#blocks").checked = who.blocks;
}

const isOn = ([, name, , calm]) => JSON.stringify(state.settings[name]) !== JSON.stringify(calm) && state.settings[name] !== 0;

function drawTroubles() {
  fill(find("#trouble-list"), TROUBLES.map(isOn), () => TROUBLES.map((trouble) => {
    const [word, name, value, calm] = trouble;
    const input = make("input", "");
    Object.assign(input, { type: "checkbox", checked: isOn(trouble) });
    input.dataset.focus = word;
    input.addEventListener("change", () => attempt(find("#troubles"), () => call("POST", "settings", { [name]: input.checked ? value : calm })));
    return make("label", "inline", input, make("span", "", words.trouble[word]));
  }));
  const isTroubled = TROUBLES.some(isOn);
  find("#calm").disabled = !isTroubled;
  find("#troubles").classList.toggle("is-on", isTroubled);
}

function numberRow(number) {
  const status = words.numberStatus[number.status] ?? number.status;
  return make("li", "number",
    make("div", "template-head", make("span", "number-phone", number.phone), make("span", `state ${number.status === "CONNECTED" ? "approved" : "pending"}`, status)),
    make("p", "small", number.name));
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
  const card = make("li", "card template", head, make("p", "small", facts));
  const preview = make("div", "preview");
  const header = part("HEADER");
  if (header) preview.append(templateHeader(header));
  preview.append(make("p", "bubble-text", ...formatted(part("BODY")?.text ?? "…")));
  if (part("FOOTER")?.text) preview.append(make("p", "bubble-footer", part("FOOTER").text));
  const buttons = part("BUTTONS")?.buttons ?? [];
  if (buttons.length > 0) preview.append(make("p", "preview-buttons", buttons.map((entry) => entry.text ?? entry.type).join(" · ")));
  card.append(preview);
  if (template.status === "REJECTED") card.append(make("p", "fault", words.reasons[template.rejected_reason] ?? template.rejected_reason));
  card.append(...decisions(template), Object.assign(make("p", "fault"), { hidden: true }));
  return card;
}

function templateHeader(header) {
  const sample = header.example?.header_handle?.[0] ?? "";
  const path = sample.match(/\/whatsapp_business\/samples\/\d+$/)?.[0];
  if (header.format === "IMAGE" && path) return Object.assign(make("img", ""), { src: path, alt: words.media.image });
  return make("p", "bubble-header", header.text ?? words.media[header.format.toLowerCase()] ?? header.format);
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
  composer = makeComposer({
    customer,
    say(body) {
      wall.scrollTop = wall.scrollHeight;
      return say(body);
    },
    fault: (text) => Object.assign(find(".fault", find("#composer")), { hidden: false, textContent: text }),
  });
  const add = find("#add");
  add.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(add));
    const isAdded = await attempt(add, async () => choose((await call("POST", "customers", values)).user_id));
    if (!isAdded) return;
    add.reset();
    show("phone");
    composer.focus();
  });
  const change = (body) => attempt(find("#customer"), () => call("POST", `customers/${encodeURIComponent(current)}`, body));
  find("#marketing").addEventListener("change", (event) => change({ marketing: event.target.checked ? "resume" : "stop" }));
  find("#blocks").addEventListener("change", (event) => change({ blocks: event.target.checked }));
  find("#calm").addEventListener("click", () => {
    const calm = Object.fromEntries(TROUBLES.map(([, name, , value]) => [name, value]));
    attempt(find("#troubles"), () => call("POST", "settings", calm));
  });
  find("#skips").append(...SKIPS.map(([word, ms]) =>
    Object.assign(button("", `+ ${words[word]}`, () => attempt(null, () => call("POST", "clock", { advance_ms: ms }))), { title: words.skip(words[word]) })));
  find("#self-review").addEventListener("change", (event) =>
    attempt(null, () => call("POST", "settings", { review_delay_ms: event.target.checked ? SELF_REVIEW_MS : null })));
  document.addEventListener("visibilitychange", () => document.hidden || attempt(null, async () => {}));
  // A picture that has loaded pushes the end of the chat down.
  wall.addEventListener("load", () => {
    if (wall.scrollHeight - wall.scrollTop - wall.clientHeight < 500) wall.scrollTop = wall.scrollHeight;
  }, true);
  setInterval(() => {
    if (!state) return;
    state.now_ms = nowMs();
    find("#time").textContent = new Date(state.now_ms).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
  }, 10_000);
}

translate();
listen();
show("phone");
follow();
