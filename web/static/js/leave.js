/* Asks before a page is left whose form has writing that was neither sent nor kept as a draft. */

for (const form of document.querySelectorAll("form[data-leave]")) {
  let unsent = false;

  form.addEventListener("input", () => (unsent = true));
  form.addEventListener("kept", () => (unsent = false));
  form.addEventListener("submit", () => (unsent = false));
  window.addEventListener("beforeunload", (event) => {
    if (unsent) {
      event.preventDefault();
    }
  });
}
