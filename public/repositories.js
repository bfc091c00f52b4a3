// On /repositories: what is typed or chosen is asked of the server as well, which knows more of them than the page shows;
// and while GitHub's answers are still being gathered, the list grows by itself.
const search = document.getElementById("search");
const results = () => document.getElementById("results");
const summary = () => document.getElementById("summary");
const page = document.documentElement;
let latest;
let pause;
let rest;
let ours = false;
let looks = 0;

async function show(address) {
  clearTimeout(rest);
  const turn = (latest = {});
  const answer = await fetch(address, { cache: "no-store" }).catch(() => {});
  const text = answer?.ok && !answer.redirected ? await answer.text() : "";
  const found = new DOMParser().parseFromString(text, "text/html");
  // Made for another sign-in in this browser: that is a page of its own.
  if (found.getElementById("ended") && lineage(found) !== lineage(document)) return location.assign(address);
  const next = found.getElementById("results");
  // The latest question wins; an answer without a list leaves the one that is there.
  if (turn !== latest || !results()) return;
  if (!next) return grow();
  results().replaceWith(next);
  // This element stays, so that its new words are read out.
  summary().replaceChildren(...found.getElementById("summary").childNodes);
  history.replaceState(null, "", address);
  stay();
  offer(found.getElementById("language"));
  // The island counts again, in the new rows.
  search.q.defaultValue = new URL(location.href).searchParams.get("q") ?? "";
  ours = true;
  search.q.dispatchEvent(new Event("input", { bubbles: true }));
  ours = false;
  grow();
}

const lineage = (page) => page.getElementById("ended")?.dataset.lineage;

// What leads back to this page leads back to this list.
function stay() {
  const here = location.pathname + location.search;
  for (const field of document.querySelectorAll("[name=return_to]")) field.value = here;
  for (const way of ["ended", "another"]) document.getElementById(way)?.content.querySelector("a").setAttribute("href", here);
}

// A list that has grown may have brought languages.
function offer(languages) {
  const menu = document.getElementById("language");
  if (!menu || !languages || menu.length === languages.length) return;
  const chosen = menu.value;
  menu.replaceChildren(...languages.options);
  menu.value = chosen;
}

function grow() {
  if (looks < 30 && summary()?.querySelector("[data-gathering]")) rest = setTimeout(look, 2000);
}

function look() {
  // Whoever is in the list stays where they are.
  const { activeElement } = document;
  if (results()?.contains(activeElement) || summary()?.contains(activeElement)) return grow();
  looks += 1;
  show(location.href);
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

// What an input method still composes is no word yet: neither the island nor the server hears of it before it stands.
// Keyboards of Android compose plain Latin words, too, letter by letter.
const latin = /Android/.test(navigator.userAgent) ? /^[\p{Script=Latin}\p{N}\p{P}]*$/u : /^$/;
let composing = false;
search.addEventListener("input", (event) => composing && event.stopImmediatePropagation(), true);
search.addEventListener("compositionupdate", ({ data }) => {
  composing = !latin.test(data);
  if (composing) clearTimeout(pause);
});
search.addEventListener("compositionend", ({ target }) => {
  composing = false;
  target.dispatchEvent(new Event("input", { bubbles: true }));
});
// The Enter that ends it asks for nothing. Safari has ended it before it tells of the key, and says so by the number 229.
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (composing || event.keyCode === 229)) event.preventDefault();
});

// Where GitHub gave no list, the button asks again.
if (results()) {
  addEventListener("input", choose);
  grow();
}
