function buildWords(box, form, desk) {
  draft = [];
  form.words.forEach((word, index) => {
    box.append(button(word, null, () => {
      draft = draft.includes(index) ? draft.filter((other) => other !== index) : [...draft, index];
      press(box, draft);
    }, desk));
  });
  sender(() => {
    if (draft.length) return draft.map((index) => String(index + 1));
    say(t("choose_first"));
    return null;
  }, desk);
}

function restoreWords(box, answer) {
  draft = answer.map((number) => Number(number) - 1);
  press(box, draft);
}
