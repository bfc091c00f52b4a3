// On /repositories: what is typed or chosen is asked of the server as well, which knows more of them than the page shows;
// and while GitHub's answers are still being gathered, the list grows by itself.
const search = document.getElementById("search");
const results = () => document.getElementById("results");
const page = document.documentElement;
let latest;
let pause;
let ours = false;
let looks = 0;

async function show(address) {
  const turn = (latest = {});
  const answer = await fetch(address, { cache: "no-store" }).catch(() => {});
  const text = answer?.ok && !answer.redirected ? await answer.text() : "";
  const next = text && new DOMParser().parseFromString(text, "text/html").getElementById("results");
  // The latest question wins; an answer without a list leaves the one that is there.
  if (turn !== latest || !next || !results()) return;
  results().replaceWith(next);
  history.replaceState(null, "", address);
  // The island counts again, in the new rows.
  search.q.defaultValue = new URL(location.href).searchParams.get("q") ?? "";
  ours = true;
  search.q.dispatchEvent(new Event("input", { bubbles: true }));
  ours = false;
  grow();
}

function grow() {
  if (looks++ < 30 && results()?.querySelector("[data-gathering]")) setTimeout(() => show(location.href), 2000);
}

async function ask() {
  const asked = [...new FormData(search)].filter(([, value]) => value !== "");
  const slow = setTimeout(() => (page.dataset.busy = ""), 300);
  await show(`${search.action}?${new URLSearchParams(asked)}`);
  clearTimeout(slow);
  delete page.dataset.busy;
}

function choose(event) {
  if (ours || event.target.form !== search) return;
  clearTimeout(pause);
  pause = setTimeout(ask, 350);
}

// Where GitHub gave no list, the button asks again.
if (results()) {
  addEventListener("input", choose);
  grow();
}
