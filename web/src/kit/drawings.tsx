import { type ReactNode, h } from "ui";

export type DrawingName = "conversations" | "people" | "search" | "plug" | "done" | "lost" | "offline" | "bell";

/** Line drawings in two token colours, 120 by 96. `a` is the quiet line, `b` the accent. */
const drawings: Readonly<Record<DrawingName, ReactNode>> = {
  conversations: [
    <path key="1" className="a" d="M20 16h50a8 8 0 0 1 8 8v26a8 8 0 0 1-8 8H46L32 70V58H20a8 8 0 0 1-8-8V24a8 8 0 0 1 8-8z" />,
    <path key="2" className="a" d="M26 30h34M26 40h22" />,
    <path key="3" className="b fill" d="M66 42h32a8 8 0 0 1 8 8v16a8 8 0 0 1-8 8h-3v10L84 74H66a8 8 0 0 1-8-8V50a8 8 0 0 1 8-8z" />,
    <path key="4" className="b" d="M74 58l6 6 12-12" />,
  ],
  people: [
    <circle key="1" className="a" cx="42" cy="34" r="14" />,
    <path key="2" className="a" d="M16 80c2-17 12-26 26-26 6 0 11 1 15 4" />,
    <circle key="3" className="b fill" cx="78" cy="46" r="11" />,
    <path key="4" className="b fill" d="M58 84c1-13 9-20 20-20s19 7 20 20z" />,
  ],
  search: [
    <path key="1" className="a" d="M18 18h52v60H18zM28 32h32M28 44h22M28 56h14" />,
    <circle key="2" className="b fill" cx="74" cy="54" r="17" />,
    <path key="3" className="b" d="M86 66l16 16M68 54h12" />,
  ],
  plug: [
    <rect key="1" className="a" x="16" y="12" width="40" height="72" rx="8" />,
    <path key="2" className="a" d="M31 20h10M26 34h20M26 44h12" />,
    <path key="3" className="b fill" d="M74 36h24v14a12 12 0 0 1-24 0z" />,
    <path key="4" className="b" d="M80 36V24M92 36V24M86 62v8a8 8 0 0 1-8 8H56" />,
  ],
  done: [
    <path key="1" className="a" d="M16 54l12-34h64l12 34v24a4 4 0 0 1-4 4H20a4 4 0 0 1-4-4z" />,
    <path key="2" className="a" d="M16 54h24a20 14 0 0 0 40 0h24" />,
    <path key="3" className="b" d="M46 36l10 10 18-20" />,
  ],
  lost: [
    <path key="1" className="a" d="M60 12v72M40 84h40" />,
    <path key="2" className="a" d="M60 44H28l-10 9 10 9h32z" />,
    <path key="3" className="b fill" d="M60 18h34l10 9-10 9H60z" />,
    <path key="4" className="b" d="M74 27h12" />,
  ],
  bell: [
    <path key="1" className="a" d="M34 66c6-5 8-12 8-24a18 18 0 0 1 36 0c0 12 2 19 8 24z" />,
    <path key="2" className="a" d="M60 24v-7M53 74a7 7 0 0 0 14 0" />,
    <path key="3" className="b fill" d="M84 12h18a6 6 0 0 1 6 6v10a6 6 0 0 1-6 6h-9l-8 7v-7h-1a6 6 0 0 1-6-6V18a6 6 0 0 1 6-6z" />,
    <path key="4" className="b" d="M87 23l4 4 8-8" />,
  ],
  offline: [
    <path key="1" className="a" d="M34 70a18 18 0 0 1 0-36 26 26 0 0 1 49-6 21 21 0 0 1 3 42" />,
    <path key="2" className="b fill" d="M60 50l18 32H42z" />,
    <path key="3" className="b" d="M60 62v8M60 76v.1" />,
  ],
};

export default function Drawing({ name }: { readonly name: DrawingName }) {
  return <svg className="drawing" viewBox="0 0 120 96" width="120" height="96" aria-hidden="true">{drawings[name]}</svg>;
}
