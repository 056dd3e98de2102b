// Voice notes as phones make them: Opus in an Ogg file.

const RATE = 48_000;
const FRAME = 960; // 20 ms
const PRE_SKIP = 312;
const LONGEST_MS = 5 * 60_000;

/** Records from the microphone until stop() or cancel(); stop() resolves to the file. */
export async function record() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const type = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"].find((one) => MediaRecorder.isTypeSupported(one));
  const recorder = new MediaRecorder(stream, { mimeType: type });
  const chunks = [];
  recorder.addEventListener("dataavailable", (event) => chunks.push(event.data));
  const ended = new Promise((done) => recorder.addEventListener("stop", done, { once: true }));
  recorder.start();
  const limit = setTimeout(() => recorder.state === "recording" && recorder.stop(), LONGEST_MS);
  const end = async () => {
    clearTimeout(limit);
    if (recorder.state === "recording") recorder.stop();
    await ended;
    for (const track of stream.getTracks()) track.stop();
    return new Blob(chunks, { type });
  };
  return { cancel: end, stop: async () => voiceNote(await end()) };
}

/** The recording as audio/ogg; as it is where the browser cannot encode Opus. */
async function voiceNote(recording) {
  if (recording.type.startsWith("audio/ogg") || !("AudioEncoder" in window)) return recording;
  const context = new OfflineAudioContext(1, 1, RATE);
  const sound = await context.decodeAudioData(await recording.arrayBuffer());
  return encode(sound.getChannelData(0));
}

/** Encodes samples at 48 kHz. */
export async function encode(samples) {
  const packets = [];
  const encoder = new AudioEncoder({
    output(chunk) {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      packets.push(bytes);
    },
    error(fault) { throw fault; },
  });
  encoder.configure({ codec: "opus", sampleRate: RATE, numberOfChannels: 1, bitrate: 24_000 });
  for (let start = 0; start < samples.length; start += RATE) {
    const data = samples.slice(start, start + RATE);
    const timestamp = Math.round((start / RATE) * 1_000_000);
    encoder.encode(new AudioData({ format: "f32-planar", sampleRate: RATE, numberOfFrames: data.length, numberOfChannels: 1, timestamp, data }));
  }
  await encoder.flush();
  encoder.close();
  return new Blob(pages(packets), { type: "audio/ogg; codecs=opus" });
}

function pages(packets) {
  const serial = Math.floor(Math.random() * 2 ** 31);
  const head = new Uint8Array(19);
  head.set(ascii("OpusHead"));
  head.set([1, 1, PRE_SKIP & 255, PRE_SKIP >> 8], 8);
  new DataView(head.buffer).setUint32(12, RATE, true);
  const tags = new Uint8Array([...ascii("OpusTags"), 6, 0, 0, 0, ...ascii("Parley"), 0, 0, 0, 0]);
  const made = [page([head], { serial, number: 0, position: 0, flags: 2 }), page([tags], { serial, number: 1, position: 0, flags: 0 })];
  for (let start = 0; start < packets.length; start += 50) {
    const group = packets.slice(start, start + 50);
    const position = (start + group.length) * FRAME;
    const flags = start + 50 >= packets.length ? 4 : 0;
    made.push(page(group, { serial, number: made.length, position, flags }));
  }
  return made;
}

function page(packets, { serial, number, position, flags }) {
  const lacing = packets.flatMap((packet) => [...Array(Math.floor(packet.length / 255)).fill(255), packet.length % 255]);
  const size = packets.reduce((sum, packet) => sum + packet.length, 0);
  const bytes = new Uint8Array(27 + lacing.length + size);
  const view = new DataView(bytes.buffer);
  bytes.set(ascii("OggS"));
  bytes[5] = flags;
  view.setBigUint64(6, BigInt(position), true);
  view.setUint32(14, serial, true);
  view.setUint32(18, number, true);
  bytes[26] = lacing.length;
  bytes.set(lacing, 27);
  let offset = 27 + lacing.length;
  for (const packet of packets) {
    bytes.set(packet, offset);
    offset += packet.length;
  }
  view.setUint32(22, checksum(bytes), true);
  return bytes;
}

function checksum(bytes) {
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  }
  return value >>> 0;
}

const ascii = (text) => [...text].map((letter) => letter.charCodeAt(0));
