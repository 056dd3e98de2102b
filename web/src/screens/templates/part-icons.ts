import type { TemplateButtonKind, TemplateHeaderKind } from "../../api/schema";
import type { IconName } from "../../kit/icon-names";
import type { BubbleButton } from "../../kit/message-bubble";

export const buttonIcons: Readonly<Record<TemplateButtonKind, IconName>> = { quick_reply: "corner-up-left", url: "external-link", phone: "phone" };
export const headerIcons: Readonly<Record<TemplateHeaderKind, IconName>> = { text: "type", image: "image", video: "film", document: "file-text" };

/** As the phone and the thread show them. */
export function buttonsOf(buttons: readonly { readonly kind: TemplateButtonKind; readonly label: string }[]): readonly BubbleButton[] {
  return buttons.map(({ kind, label }) => ({ label, icon: buttonIcons[kind] }));
}
