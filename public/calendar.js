// The contribution calendar is one stop on the way through /profile (src/app/pages/profile/calendar): in it, arrow keys go
// from day to day, and the line below says what a day is. So do a tap on a square, and its tooltip.
const calendar = document.querySelector(".calendar-scroll");
const days = [...calendar.querySelectorAll(".day")];
const line = document.getElementById("day-sentence");
// The table below has every day's number, in the same order.
const numbers = [...document.querySelectorAll(".calendar-numbers td")].map((cell) => cell.textContent).filter(Boolean);
const first = Date.parse(line.dataset.first);
const dates = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
let here = days.length - 1;

const sentence = (day) => {
  const number = numbers[day];
  const form = number === "0" ? "none" : number === "1" ? "one" : "several";
  const places = { "{number}": number, "{date}": dates.format(first + day * 86_400_000) };
  return line.dataset[form].replace(/{\w+}/g, (place) => places[place]);
};

const go = (day, hint) => {
  days[here].classList.remove("here");
  here = day;
  days[here].classList.add("here");
  days[here].scrollIntoView({ block: "nearest", inline: "nearest" });
  line.textContent = [sentence(here), hint].filter(Boolean).join(" · ");
};

// A tooltip is made when its square is first pointed at: a year of them would be a third of the page.
calendar.addEventListener("pointerover", ({ target }) => {
  const day = days.indexOf(target);
  if (day < 0 || target.firstChild) return;
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = sentence(day);
  target.append(title);
});
calendar.addEventListener("focus", () => days.length && calendar.matches(":focus-visible") && go(here, line.dataset.hint));
calendar.addEventListener("blur", () => days[here]?.classList.remove("here"));
calendar.addEventListener("click", (event) => {
  const day = days.indexOf(event.target.closest(".day"));
  if (day >= 0) go(day);
});
calendar.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const ways = { ArrowUp: here - 1, ArrowDown: here + 1, ArrowLeft: here - 7, ArrowRight: here + 7, Home: 0, End: days.length - 1 };
  const day = ways[event.key];
  if (day === undefined) return;
  event.preventDefault();
  if (days[day]) go(day);
});
