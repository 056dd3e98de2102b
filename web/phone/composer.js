// What is below the chat: text, files, voice notes, places, contacts, and what is being answered or edited.
import { button, call, find, icon, iconButton, make, sheet } from "/_phone/elements.js";
import { summary } from "/_phone/bubbles.js";
import { record } from "/_phone/voice.js";
import { words } from "/_phone/words.js";

const LARGEST = 100 * 1024 * 1024;

/**
 * around: customer() is who writes, say(body) sends it and answers whether it went, fault(text) says what was wrong.
 */
export function makeComposer(around) {
  const form = find("#composer");
  const text = find("#text");
  const send = find(".send", form);
  const banner = find("#banner");
  let target = null; // { kind: "reply" | "edit", message }
  let recording = null;

  const grow = () => {
    text.rows = Math.min(5, text.value.split("\n").length);
    form.classList.toggle("has-text", text.value.trim() !== "");
  };

  function point(kind, message) {
    target = message ? { kind, message } : null;
    banner.hidden = !target;
    if (!target) return;
    const title = kind === "edit" ? words.edit : words.reply;
    banner.replaceChildren(
      make("div", "quote", make("span", "quote-author", title), make("span", "quote-text", summary(message))),
      iconButton("plain", "close", words.cancel, () => point()));
    if (kind === "edit") text.value = message.text;
    grow();
    text.focus();
  }

  const say = (body) => {
    const context = target?.kind === "reply" ? { context: target.message.id } : {};
    return around.say({ ...context, ...body });
  };

  async function submit() {
    const said = text.value.trim();
    if (!said || !around.customer()) return;
    const edited = target?.kind === "edit" ? target.message : null;
    const body = edited
      ? { type: "edit", edit: { original_message_id: edited.id, message: { type: "text", text: { body: said } } } }
      : { text: said };
    text.value = "";
    grow();
    if (await say(body)) point();
    else text.value = said;
    grow();
  }

  async function sendFile(file, extra = {}) {
    if (file.size > LARGEST) return around.fault(words.tooLarge);
    try {
      const name = file.name ? `?filename=${encodeURIComponent(file.name)}` : "";
      const stored = await call("POST", `media${name}`, file);
      const kind = extra.kind ?? stored.type;
      const caption = kind === "audio" || kind === "sticker" ? "" : text.value.trim();
      const object = { id: stored.id, ...(caption && { caption }), ...(extra.voice && { voice: true }) };
      if (await say({ type: kind, [kind]: object })) {
        if (caption) text.value = "";
        point();
        grow();
      }
    } catch (error) {
      around.fault(error.message);
    }
    return undefined;
  }

  function pick(accept, kind) {
    const input = make("input", "");
    Object.assign(input, { type: "file", accept, multiple: true });
    input.addEventListener("change", async () => {
      for (const file of input.files) await sendFile(file, { kind });
    });
    input.click();
  }

  function attach() {
    const entries = [
      ["picture", words.photo, () => pick("image/jpeg,image/png,video/mp4,video/3gpp")],
      ["document", words.media.document, () => pick("", "document")],
      ["place", words.media.location, () => placeSheet()],
      ["person", words.media.contacts, () => contactSheet()],
      ["sticker", words.media.sticker, () => say({ type: "sticker" })],
    ];
    const dialog = sheet(words.attach, words.close);
    dialog.append(make("div", "attach-grid", ...entries.map(([name, label, action]) => {
      const element = button("attach-entry", "", () => {
        dialog.close();
        action();
      });
      element.append(make("span", `attach-icon of-${name}`, icon(name, 24)), label);
      return element;
    })));
  }

  function fields(title, list, build) {
    const inputs = list.map(([name, label, value, isRequired]) => {
      const input = make("input", "");
      Object.assign(input, { name, value, required: isRequired, autocomplete: "off" });
      return make("label", "", make("span", "", label), input);
    });
    const inside = make("form", "sheet-form", ...inputs, make("button", "primary", words.send));
    const dialog = sheet(title, words.close, inside);
    inside.addEventListener("submit", async (event) => {
      event.preventDefault();
      dialog.close();
      if (await say(build(Object.fromEntries(new FormData(inside))))) point();
    });
  }

  function placeSheet(context) {
    fields(words.media.location, [
      ["name", words.placeName, words.samplePlace, false], ["address", words.address, "", false],
      ["latitude", words.latitude, "41.02560", true], ["longitude", words.longitude, "28.97440", true],
    ], (values) => {
      const named = Object.fromEntries(["name", "address"].filter((name) => values[name]).map((name) => [name, values[name]]));
      const location = { latitude: Number(values.latitude) || 0, longitude: Number(values.longitude) || 0, ...named };
      return { type: "location", location, ...(context && { context }) };
    });
  }

  function contactSheet(own) {
    fields(words.media.contacts, [["name", words.name, own?.name ?? "", true], ["phone", words.number, own?.phone ?? "", true]], (values) => {
      const name = { formatted_name: values.name, first_name: values.name.split(" ")[0] };
      const contact = { name, phones: [{ phone: values.phone, type: "CELL" }] };
      return { type: "contacts", contacts: [contact], ...(own?.context && { context: own.context }) };
    });
  }

  // The forms themselves are not simulated: what is written here comes back as their answer.
  function formSheet(entry, message) {
    fields(entry.text, [["answer", words.answer, "", false]], (values) => (
      { button_text: entry.text, button_id: entry.value, context: message.id, response: values }));
  }

  async function toggleVoice() {
    if (recording) {
      const finished = recording;
      stopShowing();
      const file = await finished.stop();
      if (file.size > 0) await sendFile(file, { kind: "audio", voice: true });
      return;
    }
    try {
      recording = await record();
      form.classList.add("is-recording");
    } catch {
      // Without a microphone the simulator's own voice note goes out.
      const dialog = sheet(words.media.voice, words.close, make("p", "sheet-note", words.noMicrophone));
      dialog.append(button("primary", words.sendSample, () => {
        dialog.close();
        say({ type: "audio", audio: { voice: true } });
      }));
    }
  }

  function stopShowing() {
    recording = null;
    form.classList.remove("is-recording");
  }

  text.addEventListener("input", grow);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && target) point();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  send.append(icon("send", 22));
  const row = find(".composer-row", form);
  row.prepend(iconButton("plain attach", "attach", words.attach, attach));
  const voice = iconButton("send voice", "mic", words.record, toggleVoice);
  voice.append(icon("stop", 22));
  const cancel = button("plain cancel", words.cancel, () => {
    recording?.cancel();
    stopShowing();
  });
  row.append(make("p", "recording", words.recording), cancel, voice);
  const wall = find("#wall");
  wall.addEventListener("dragover", (event) => event.preventDefault());
  wall.addEventListener("drop", async (event) => {
    event.preventDefault();
    if (!around.customer()) return;
    for (const file of event.dataTransfer.files) await sendFile(file);
  });
  text.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    files.reduce((before, file) => before.then(() => sendFile(file)), Promise.resolve());
  });
  return {
    reply: (message) => point("reply", message), edit: (message) => point("edit", message), clear: () => point(),
    place: placeSheet, card: contactSheet, form: formSheet, focus: () => text.focus(),
  };
}
