import type { ChannelHealth } from "../../api/schema";
import { dayAndTime, momentWords } from "../../i18n/format";
import { isKey, t } from "../../i18n/t";

export interface HealthLine {
  readonly name: string;
  readonly state: "good" | "warn" | "bad";
  readonly sentences: readonly string[];
  /** The token is what is wrong. */
  readonly renews?: boolean;
}

const DAY = 86_400_000;
/** How long something may wait before it is worth a look. */
const PATIENCE = 5 * 60_000;

/** How a channel is, in plain sentences that say what to do. */
export function healthLines(health: ChannelHealth): readonly HealthLine[] {
  return [receiving(health), token(health), waiting(health, "inbound"), outgoing(health), failures(health), parked(health)];
}

function moment(health: ChannelHealth, time: string): string {
  return momentWords(time, Date.parse(health.now));
}

function receiving({ webhooks, ...health }: ChannelHealth): HealthLine {
  const { last_at: last, subscription } = webhooks;
  const heard = last === null ? t("health.webhooks.none") : t("health.webhooks.last", { time: momentWords(last, Date.parse(health.now)) });
  const name = t("health.webhooks");
  if (subscription === "elsewhere" || subscription === "missing") return { name, state: "bad", sentences: [t(`health.subscription.${subscription}`), heard] };
  return { name, state: last === null ? "warn" : "good", sentences: [heard] };
}

function token(health: ChannelHealth): HealthLine {
  const { state, expires_at: end } = health.token;
  const name = t("health.token");
  if (state === "invalid" || state === "scopes_missing") return { name, state: "bad", sentences: [t(`health.token.${state}`)], renews: true };
  if (end !== null) {
    const left = Date.parse(end) - Date.parse(health.now);
    const time = dayAndTime(end);
    if (left <= 0) return { name, state: "bad", sentences: [t("health.token.ended", { time })], renews: true };
    return left < 14 * DAY ? { name, state: "warn", sentences: [t("health.token.soon", { time })], renews: true } : { name, state: "good", sentences: [t("health.token.until", { time })] };
  }
  return { name, state: "good", sentences: [t(state === null ? "health.token.unknown" : "health.token.valid")] };
}

function waiting(health: ChannelHealth, way: "inbound" | "outbound"): HealthLine {
  const { count, oldest_at: oldest } = health[way];
  const name = t(`health.${way}`);
  if (count === 0 || oldest === null) return { name, state: "good", sentences: [t(`health.${way}.none`)] };
  const age = Date.parse(health.now) - Date.parse(oldest);
  return { name, state: age > PATIENCE ? "warn" : "good", sentences: [t(`health.${way}.some`, { count, time: moment(health, oldest) })] };
}

function outgoing(health: ChannelHealth): HealthLine {
  const line = waiting(health, "outbound");
  const pauses = health.pauses.map(({ number, reason, until }) => t("health.pause", { number, reason: pauseReason(reason), time: dayAndTime(until) }));
  const unknown = health.unknown === 0 ? [] : [t("health.unknown", { count: health.unknown })];
  if (pauses.length + unknown.length === 0) return line;
  return { ...line, state: "warn", sentences: [...line.sentences, ...pauses, ...unknown] };
}

function pauseReason(code: string): string {
  if (["4", "17", "613", "80007", "130429", "http_429"].includes(code)) return t("health.pause.throttled");
  const key = `health.pause.${code}`;
  return isKey(key) ? t(key) : t("health.pause.busy");
}

function failures(health: ChannelHealth): HealthLine {
  const name = t("health.failures");
  if (health.failures.length === 0) return { name, state: "good", sentences: [t("health.failures.none")] };
  const sentences = health.failures.map(({ code, count }) => {
    const key = `health.failure.${code}`;
    return `${isKey(key) ? t(key) : t("health.failure.other", { code })} · ${t("health.failures.some", { count })}`;
  });
  return { name, state: "warn", sentences };
}

function parked({ parked: { count, latest } }: ChannelHealth): HealthLine {
  const name = t("health.parked");
  if (count === 0) return { name, state: "good", sentences: [t("health.parked.none")] };
  const fields = [...new Set(latest.map((one) => one.field))].join(t("list.and"));
  return { name, state: latest.some((one) => one.reason === "failed") ? "warn" : "good", sentences: [t("health.parked.some", { count, fields })] };
}

/** Why the last look at Meta saw nothing; null where it saw something. */
export function checkFailure({ check_failure: code }: ChannelHealth): string | null {
  if (code === null) return null;
  if (["4", "17", "613", "80007"].includes(code)) return t("health.failure.throttled");
  const key = `health.failure.${code}`;
  return (code === "unreachable" || code === "2200") && isKey(key) ? t(key) : t("health.failure.code", { code });
}
