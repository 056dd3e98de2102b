import { h } from "ui";
import { clockTime } from "../../i18n/format";
import { PhonePreview } from "../../kit/phone-preview";
import { serverNow } from "../../state/server-clock";
import type { PhoneLook } from "./look-choice";
import { buttonsOf } from "./part-icons";
import { HeaderMedia, type TemplateWords } from "./template-parts";

/** A template on the customer's phone. */
export function TemplatePhone({ words, sender, phone }: { readonly words: TemplateWords; readonly sender: string; readonly phone: PhoneLook }) {
  const { header, text, footer, buttons } = words;
  return (
    <PhonePreview
      sender={sender}
      time={clockTime(serverNow())}
      {...phone}
      {...(header && header.kind !== "text" ? { header: <HeaderMedia header={header} /> } : {})}
      {...(header?.text ? { headline: header.text } : {})}
      body={text}
      {...(footer ? { footer } : {})}
      buttons={buttonsOf(buttons)}
    />
  );
}

export default TemplatePhone;
