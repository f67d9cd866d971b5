/* Checks a plan again as soon as a wish changes, and shows what came of it. Without this module the button does. */

const form = document.getElementById("keinginan");
let last = 0;

form.addEventListener("change", (event) => {
  if (event.target.matches("[data-check]")) {
    check();
  }
});

async function check() {
  const mine = ++last;
  const body = new FormData(form);
  body.set("go", "check");
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("diperiksa");
    if (mine !== last || !found) {
      return; // a later change was checked meanwhile, or the answer is about something else
    }
    document.getElementById("diperiksa").replaceChildren(...found.childNodes);
    for (const button of form.querySelectorAll("button[name=go]")) {
      const twin = page.querySelector(`button[name=go][value="${CSS.escape(button.value)}"]`);
      button.className = twin ? twin.className : button.className;
    }
  } catch {
    // The button still checks.
  }
}
