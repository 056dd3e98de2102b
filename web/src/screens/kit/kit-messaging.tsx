import { Fragment, h, useState } from "ui";
import { dividerDay } from "../../i18n/format";
import { t } from "../../i18n/t";
import { DayDivider, MessageBubble, ThreadEvent } from "../../kit/message-bubble";
import { PhonePreview } from "../../kit/phone-preview";
import { Segmented } from "../../kit/segmented";
import { serverNow } from "../../state/server-clock";
import { KitPart } from "./kit-part";
import type { Samples } from "./samples";

export function KitMessaging({ words }: { readonly words: Samples }) {
  const [look, setLook] = useState<"light" | "dark">("light");
  const [width, setWidth] = useState<"android" | "ios">("android");
  return (
    <>
      <KitPart title={words.parts.thread}>
        <div className="kit-thread" role="log" aria-label={words.messages}>
          <DayDivider day={dividerDay(serverNow(), serverNow())} />
          <MessageBubble own author={words.agent} text={words.template} time="09:30" status="read" statusTimes={words.ticksTimes} template={{ label: words.notification, header: <div className="kit-hero">{words.hero}</div>, buttons: [{ label: words.route, icon: "external-link" }, { label: words.call, icon: "phone" }] }} />
          <ThreadEvent icon="users">{words.assigned}</ThreadEvent>
          <MessageBubble own={false} author={words.customer} text={words.hello} time="10:02" />
          <MessageBubble own author={words.agent} text={words.answer} time="10:08" status="delivered" />
          <MessageBubble own={false} author={words.customer} text={words.thanks} time="10:10" above={<p className="bubble-quote"><b>{words.agent}</b><span>{words.answer}</span></p>} reactions={<span>👍</span>} />
          <MessageBubble own author={words.agent} text={words.failedText} time="10:12" status="failed" failure={{ reason: words.reason, retry: () => undefined }} />
          <MessageBubble own continued author={words.agent} text={words.thanks} time="10:12" status="sent" note={t("message.unknown")} />
        </div>
      </KitPart>
      <KitPart title={words.parts.phone}>
        <div className="kit-row">
          <Segmented label="WhatsApp" value={look} onChange={setLook} segments={[{ value: "light", label: t("theme.light"), icon: "sun" }, { value: "dark", label: t("theme.dark"), icon: "moon" }]} />
          <Segmented label={t("phone.label")} value={width} onChange={setWidth} segments={[{ value: "android", label: "Android" }, { value: "ios", label: "iOS" }]} />
        </div>
        <PhonePreview
          sender={words.business}
          time="14:06"
          look={look}
          width={width}
          header={<div className="kit-hero">{words.hero}</div>}
          body={words.phoneBody}
          footer={words.phoneFooter}
          buttons={[{ label: words.phoneTrack, icon: "external-link" }, { label: words.phoneChange, icon: "corner-up-left" }]}
        />
      </KitPart>
    </>
  );
}
