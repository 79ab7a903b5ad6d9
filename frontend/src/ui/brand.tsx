/** The logo: a hand whose palm is a page and whose fingers are carets, with the name beside it. */
import { Link } from "wouter";

export interface BrandProps {
  /** True on the page it leads to. */
  readonly current?: boolean;
}

/** A link to the list of documents. */
export function Brand({ current = false }: BrandProps) {
  return (
    <Link className="brand" href="/" aria-current={current ? "page" : undefined}>
      <BrandMark />
      Manyhands
    </Link>
  );
}

export function BrandMark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <rect x="3.2" y="5.2" width="2.9" height="9" rx="1.45" />
      <rect x="7" y="2.6" width="2.9" height="11" rx="1.45" />
      <rect x="10.8" y="1.6" width="2.9" height="12" rx="1.45" />
      <rect x="14.6" y="3.4" width="2.9" height="10" rx="1.45" />
      <path d="M3.2 12.2h14.3v6.3a4 4 0 0 1-4 4H7.2a4 4 0 0 1-4-4z" />
      <rect x="18.2" y="9.4" width="2.9" height="9.4" rx="1.45" transform="rotate(27 19.6 14)" />
      <path className="line" d="M6.2 15.6h8.3v1.3H6.2zM6.2 18.4h5.4v1.3H6.2z" />
    </svg>
  );
}
