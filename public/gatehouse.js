// On every page of a signed-in person: notice when the session is over, wherever it was ended.
// A page kept by the browser may show what its session may no longer show: ask for it anew.
addEventListener("pageshow", (event) => event.persisted && location.reload());

const main = document.getElementById("main");
const ended = document.getElementById("ended");
let over = !main || !ended;

async function ask() {
  if (over || document.hidden) return;
  // No answer is no news: being offline ends no session.
  const answer = await fetch("/auth/status", { cache: "no-store" }).catch(() => {});
  if (answer?.status !== 401 || over) return;
  over = true;
  document.querySelectorAll(".places, .door").forEach((part) => part.remove());
  main.replaceChildren(ended.content);
  main.focus();
}

setInterval(ask, 8000);
document.addEventListener("visibilitychange", ask);
