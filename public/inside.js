// /inside (src/app/pages/inside): what only a promise tells of this browser, and a theft in this page, run on demand. The
// server wrote every sentence; those that come true are shown.
const databases = document.getElementById("seen-databases");
const theft = document.getElementById("theft");

async function listDatabases() {
  const listed = await indexedDB.databases?.().catch(() => {});
  const { nothing, unlisted } = databases.dataset;
  const text = listed ? listed.map(({ name }) => name).join(", ") || nothing : unlisted;
  if (databases.textContent !== text) databases.textContent = text;
}

listDatabases();
setInterval(listDatabases, 1000);

const button = theft.querySelector("button");
let refused;

const tell = (when, found) => {
  const line = theft.querySelector(`[data-when=${when}]`);
  for (const spot of line.querySelectorAll("[data-found]")) spot.textContent = found;
  line.hidden = false;
};

const steal = async () => {
  for (const line of theft.querySelectorAll("[data-when]")) line.hidden = true;
  const { cookie } = document;
  const ours = cookie.split("; ").every((pair) => ["language", "theme"].includes(pair.split("=")[0]));
  tell(!cookie ? "empty" : ours ? "ours" : "strange", cookie);
  refused = false;
  const answer = await fetch(theft.dataset.address, { cache: "no-store", credentials: "omit" }).catch(() => {});
  // That it was the page's policy which refused the call is told a moment after.
  await new Promise((passed) => setTimeout(passed, 200));
  tell(answer ? "answered" : refused ? "refused" : "failed", answer?.status);
};

document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
  refused ||= effectiveDirective === "connect-src";
});
button.addEventListener("click", steal);
button.disabled = false;
