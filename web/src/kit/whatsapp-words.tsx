import { Fragment, type ReactNode, h, useMemo } from "ui";
import { type TextPiece, parseWhatsAppText } from "./whatsapp-text";

/** A message's text with WhatsApp's marks drawn. Made of elements, never of HTML text. */
export function WhatsAppWords({ text }: { readonly text: string }) {
  const pieces = useMemo(() => parseWhatsAppText(text), [text]);
  return <>{draw(pieces)}</>;
}

function draw(pieces: readonly TextPiece[]): ReactNode {
  return pieces.map((piece, index) => {
    switch (piece.kind) {
      case "text": return <Fragment key={index}>{piece.text}</Fragment>;
      case "bold": return <strong key={index}>{draw(piece.pieces)}</strong>;
      case "italic": return <em key={index}>{draw(piece.pieces)}</em>;
      case "strike": return <s key={index}>{draw(piece.pieces)}</s>;
      case "mono": return <code key={index}>{piece.text}</code>;
      case "link": return <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">{piece.text}</a>;
    }
  });
}
