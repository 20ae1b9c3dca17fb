// Files that the page gives out, wherever the browser puts what is downloaded.

import { element } from "./element.js";

export function save(name, text, type) {
  const link = element("a", undefined, { download: name });
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
