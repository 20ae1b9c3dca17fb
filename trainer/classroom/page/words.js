// The words of the page in the language of the phone.

const every = JSON.parse(document.getElementById("words").textContent);
const wanted = (navigator.languages || [navigator.language]).map((tag) => tag.toLowerCase().split("-")[0]);

export const language = wanted.find((one) => Object.hasOwn(every, one)) || "en";
export const fromRight = ["ar", "ur"].includes(language);
const ISOLATED = /[\u0590-\u08ff]/;

// The words for a key; what is filled in keeps its own direction where the two could differ.
export function t(key, values = {}) {
  return every[language][key].replace(/\{(\w+)\}/g, (_, name) => {
    const value = String(values[name]);
    return fromRight || ISOLATED.test(value) ? `\u2068${value}\u2069` : value;
  });
}

// The words for a key that may be none of ours, as a reason that the teacher's trainer gave.
export function known(key, otherwise) {
  return language !== "en" && Object.hasOwn(every[language], key) ? t(key) : otherwise;
}

export function fillIn() {
  document.documentElement.lang = language;
  document.documentElement.dir = fromRight ? "rtl" : "ltr";
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = t(one.dataset.word);
}
