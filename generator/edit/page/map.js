// A city placed by pointing on the map, with the mouse or with the arrow keys.

import { announce, here, make, openDialog, say, signButton } from "/page/dom.js";
import { store } from "/page/store.js";

const [WIDTH, HEIGHT] = [640, 400]; // CSS pixels, as the server draws it
const [NEAREST, FARTHEST] = [0.5, 150]; // degrees of latitude that may be shown
const POLE = 80; // degrees: no map has its middle beyond
const STEP = 20; // arrow keys move the cross by this part of what is shown; with Shift by a tenth of that
const EDGE = 0.1; // of the map: nearer to its side the cross has the map follow
const PAUSE = 250; // milliseconds without a move after which it is asked what is there
const REGION = 25; // degrees of latitude: a first view of a city's surroundings

const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
const turned = (degrees) => ((degrees + 540) % 360) - 180;
const number = (value) => Math.abs(value).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 3, maximumFractionDigits: 3 });

/** Return a place in words: degrees north or south, east or west. */
export const inDegrees = (longitude, latitude) =>
  `${number(latitude)}° ${latitude < 0 ? "S" : "N"}, ${number(longitude)}° ${longitude < 0 ? say("west") : "E"}`;

/** Let a point be chosen; return a promise of it with what `named` asks for, or null. `from` is where the cross stands at first, `words` the name that was looked for. */
export function pickPoint(title, from = null, named = true, words = "") {
  return openDialog(title, (close) => {
    const cities = citiesOnMap();
    const middle = from ?? average(cities);
    const view = { longitude: middle.longitude, latitude: middle.latitude, span: from ? 4 : cities.length ? REGION : FARTHEST };
    const cross = { longitude: middle.longitude, latitude: middle.latitude };
    const picture = make("img", { alt: "", width: WIDTH, height: HEIGHT, draggable: "false" });
    const dots = make("div", { class: "map-dots", "aria-hidden": "true" });
    const sign = make("div", { class: "map-cross", "aria-hidden": "true" });
    const map = make("div", { class: "map", role: "application", tabindex: "0", autofocus: true, "aria-label": say("map"), "aria-describedby": "map-keys" }, picture, dots, sign);
    const where = make("p", { class: "map-where" });
    const proposals = make("div", { class: "map-near" });
    const name = make("input", { type: "text", id: "map-name", autocomplete: "off", maxlength: "100" });
    const country = make("select", { id: "map-country" }, make("option", { value: "" }, "—"),
      ...store.state.countries.map((one) => make("option", { value: one.value }, one.label)));
    name.value = words;
    const told = make("p", { class: "fault", role: "alert" });
    let [timer, drawn, ownCountry] = [0, "", false];

    const across = () => (HEIGHT / view.span) * Math.cos((view.latitude * Math.PI) / 180);
    const place = ({ longitude, latitude }) => [
      0.5 + (turned(longitude - view.longitude) * across()) / WIDTH, 0.5 + (view.latitude - latitude) / view.span];
    const put = (element, [x, y]) => {
      Object.assign(element.style, { left: `${100 * x}%`, top: `${100 * y}%` });
      element.hidden = x < 0 || x > 1 || y < 0 || y > 1;
    };
    const draw = () => {
      const address = here(`/map.svg?${new URLSearchParams({ longitude: view.longitude, latitude: view.latitude, span: view.span })}`);
      if (address !== drawn) picture.src = drawn = address;
      dots.replaceChildren(...cities.map((one) => { const dot = make("span", {}); put(dot, place(one)); return dot; }));
      put(sign, place(cross));
      where.textContent = inDegrees(cross.longitude, cross.latitude);
    };
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const answer = await fetch(here(`/places/near?${new URLSearchParams(cross)}`)).catch(() => null);
        if (!answer?.ok || !named) { announce(where.textContent); return; }
        const found = await answer.json();
        if (!ownCountry) country.value = found.country;
        proposals.replaceChildren(...(found.places.length ? [make("span", { class: "quiet" }, say("near_here"))] : []),
          ...found.places.map((one) => make("button", { type: "button", class: "offer", onclick: () => {
            move(one.longitude, one.latitude);
            [name.value, country.value] = [one.name, one.country];
            name.focus();
          } }, one.name)));
        announce([where.textContent, ...found.places.slice(0, 2).map((one) => one.name)].join(", "));
      }, PAUSE);
    };
    const move = (longitude, latitude) => {
      cross.longitude = Number(turned(longitude).toFixed(3));
      cross.latitude = Number(clamp(latitude, -89.9, 89.9).toFixed(3));
      const [x, y] = place(cross);
      if (x < EDGE || x > 1 - EDGE || y < EDGE || y > 1 - EDGE) centre();
      draw();
      look();
    };
    const centre = () => { view.longitude = cross.longitude; view.latitude = clamp(cross.latitude, -POLE, POLE); };
    const zoom = (by) => {
      view.span = clamp(view.span * by, NEAREST, FARTHEST);
      centre();
      draw();
      announce(say("map_shows", { degrees: view.span.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }) }));
    };
    map.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      const scale = { "+": 0.5, "=": 0.5, "-": 2 }[event.key];
      if (!by && !scale) return;
      event.preventDefault();
      if (scale) { zoom(scale); return; }
      const step = (view.span / STEP) * (event.shiftKey ? 0.1 : 1);
      move(cross.longitude + (by[0] * step * HEIGHT) / view.span / across(), cross.latitude + by[1] * step);
    });
    map.addEventListener("click", (event) => {
      const box = map.getBoundingClientRect();
      const [x, y] = [(event.clientX - box.left) / box.width - 0.5, (event.clientY - box.top) / box.height - 0.5];
      move(view.longitude + (x * WIDTH) / across(), view.latitude - y * view.span);
    });
    map.addEventListener("wheel", (event) => { event.preventDefault(); zoom(event.deltaY < 0 ? 0.7 : 1.4); }, { passive: false });
    country.addEventListener("input", () => { ownCountry = true; });
    const submit = (event) => {
      event.preventDefault();
      if (named && !name.value.trim()) { told.textContent = say("name_it"); name.focus(); return; }
      if (named && !country.value) { told.textContent = say("choose_country"); country.focus(); return; }
      close({ ...cross, name: name.value.trim(), country: country.value });
    };
    const asked = (label, input) => make("div", {}, make("label", { class: "label", for: input.id }, say(label)), input);
    draw();
    look();
    return make("form", { class: "picker", onsubmit: submit },
      make("div", { class: "map-frame" }, map, make("div", { class: "map-tools" },
        signButton("add", say("closer"), () => zoom(0.5)), signButton("less", say("further"), () => zoom(2)))),
      make("p", { class: "quiet", id: "map-keys" }, say("map_keys")), where,
      ...(named ? [proposals, make("div", { class: "map-names" }, asked("place_name", name), asked("place_country", country))] : []),
      told, make("button", { class: "main" }, say(named ? "add_city" : "place_here")));
  });
}

/** Return the cities of the registry that have coordinates, by their ids. */
export function citiesOnMap() {
  const form = store.state.forms.find((one) => one.cities);
  const value = (city, key) => Number(city.fields?.find((one) => one.key === key)?.value || NaN);
  return (form?.fields ?? []).map((city) => ({ id: city.key, longitude: value(city, "longitude"), latitude: value(city, "latitude") }))
    .filter((one) => Number.isFinite(one.longitude) && Number.isFinite(one.latitude));
}

function average(places) {
  const mean = (key) => places.reduce((sum, one) => sum + one[key], 0) / Math.max(1, places.length);
  return { longitude: Number(mean("longitude").toFixed(3)), latitude: Number(clamp(mean("latitude"), -POLE, POLE).toFixed(3)) };
}
