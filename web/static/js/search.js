/* Asks once a second how far a search is, and changes only the words that say so. Once it has ended, the page it leads
   to is opened. Without this module the page loads itself anew. */

const PAUSE = 1000; // milliseconds between two questions
const said = document.querySelector("[data-poll]");

async function ask() {
  try {
    const answer = await fetch(location.href);
    if (answer.redirected) {
      location.replace(answer.url);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-poll]");
    if (!now) {
      location.reload();
      return;
    }
    if (now.innerHTML !== said.innerHTML) {
      said.replaceChildren(...now.childNodes);
    }
  } catch {
    // The next question may be answered.
  }
  setTimeout(ask, PAUSE);
}

setTimeout(ask, PAUSE);
