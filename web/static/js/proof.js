/* Shows the field for proof only where a value of 1, 2 or 5 needs it. Without this module it is always shown, and the
   server says when it is missing. */

for (const proof of document.querySelectorAll("[data-proof]")) {
  const radios = [...document.querySelectorAll(`input[name="${CSS.escape(proof.dataset.proof)}"]`)];
  const field = proof.querySelector("textarea");

  function show() {
    const given = radios.find((radio) => radio.checked)?.value;
    proof.hidden = !["1", "2", "5"].includes(given) && field.value.trim() === "" && !field.matches("[aria-invalid]");
  }

  for (const radio of radios) {
    radio.addEventListener("change", show);
  }
  show();
}
