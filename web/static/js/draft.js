/* Keeps a draft of a long form on the server two seconds after the last key. The button that keeps it by hand stays.
   It speaks when its state changes, not at every save, so that a screen reader is not interrupted at each pause. */

const PAUSE = 2000; // milliseconds without typing

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const said = form.querySelector("[data-draft]");
  let timer = 0;
  let state = "";

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));

  async function save() {
    const body = new FormData(form);
    body.set("draft", "1");
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { Accept: "application/json" } });
      say(answer.ok ? "saved" : "failed");
    } catch {
      say("failed");
    }
  }

  function say(next) {
    if (next === "saved") {
      form.dispatchEvent(new CustomEvent("kept"));
    }
    if (next !== state && said) {
      said.textContent = said.dataset[next].replace("{time}", now());
    }
    state = next;
  }
}

/** The time of day in Padangsidimpuan as it is written here: 10.42. */
function now() {
  const parts = { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Jakarta" };
  return new Date().toLocaleTimeString(document.documentElement.lang, { ...parts, hourCycle: "h23" });
}
