/* Narrows the rows of a list while one types. Without this module the field stays hidden and the list is complete. */

for (const box of document.querySelectorAll("[data-filter]")) {
  const rows = [...document.getElementById(box.dataset.filter).querySelectorAll("[data-row]")];
  const field = box.querySelector("input");
  const said = box.querySelector("[role=status]");

  field.addEventListener("input", () => {
    const words = plain(field.value).split(" ").filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = plain(row.textContent);
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    said.textContent = shown ? "" : box.dataset.none;
  });
  box.hidden = false;
}

/** Lower case, without accents, every run of spaces one space. */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}
