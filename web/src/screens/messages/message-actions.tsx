import { Fragment, h, useRef, useState } from "ui";
import type { Message } from "../../api/schema";
import { t } from "../../i18n/t";
import { IconButton } from "../../kit/icon-button";
import { Popover } from "../../kit/popover";
import { wishComposer } from "../../state/composer-wish";
import { react } from "./message-acts";
import { quote } from "./quoting";

const EMOJI = ["👍", "❤️", "😂", "😮", "😢", "🙏"] as const;

/** Reply to this message, or put an emoji on it. */
export function MessageActions({ message }: { readonly message: Message }) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [choosing, setChoosing] = useState(false);
  const ours = message.reactions.find((one) => one.direction === "outbound")?.emoji ?? null;
  const choose = (emoji: string | null) => {
    setChoosing(false);
    anchor.current?.focus({ preventScroll: true });
    void react(message, emoji);
  };
  const reply = () => {
    quote(message);
    wishComposer(message.conversation);
  };
  return (
    <>
      <IconButton size={24} icon="corner-up-left" label={t("message.reply")} onClick={reply} />
      <IconButton ref={anchor} size={24} icon="smile" label={t("message.react")} hasPopup="dialog" expanded={choosing} onClick={() => setChoosing(!choosing)} />
      {choosing && (
        <Popover anchor={anchor} placement="top-end" onClose={() => setChoosing(false)}>
          <div className="emoji-row" role="group" aria-label={t("message.react")}>
            {EMOJI.map((emoji, index) => (
              <button key={emoji} type="button" autoFocus={index === 0} aria-label={t("message.react.with", { emoji })} aria-pressed={emoji === ours} onClick={() => choose(emoji)}>{emoji}</button>
            ))}
            {ours !== null && <IconButton icon="x" label={t("message.react.back")} onClick={() => choose(null)} />}
          </div>
        </Popover>
      )}
    </>
  );
}
