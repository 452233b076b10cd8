// A city chosen by its name: one of the registry, or one of the gazetteer, which then joins it.

import { announce, found, here, make, openDialog, say, takesFirst } from "/page/dom.js";
import { citiesOnMap, pickPoint } from "/page/map.js";
import { send, store } from "/page/store.js";

export const CITIES = "content/cities.yaml";
const PAUSE = 200; // milliseconds without a keystroke after which the gazetteer is asked
const [THERE, NEAR] = [0.01, 0.3]; // degrees
const KNOWN = 8; // cities of the registry that are shown at once

/** Let a city be chosen, `words` being looked for first; return a promise of its id, or null. */
export function pickPlace(words = "", title = say("which_place")) {
  return openDialog(title, (close) => {
    const list = make("ul", { class: "places", "aria-label": title });
    const none = make("p", { class: "quiet", role: "status" });
    let timer = 0;
    const draw = async () => {
      const name = input.value.trim();
      const mine = new Set(known(name).map(([id]) => id));
      const answer = name.length > 1 ? await fetch(here(`/places?${new URLSearchParams({ name })}`)).catch(() => null) : null;
      if (name !== input.value.trim()) return;
      const places = answer?.ok ? await answer.json() : [];
      const ids = places.map(knownAt);
      for (const id of ids) if (id) mine.add(id);
      list.replaceChildren(...[...mine].map((id) => entry(store.state.cities[id][0] ?? id, say("known_place"), () => close(id))),
        ...places.filter((_one, at) => !ids[at]).map((one) => entry(one.name, told(one, places), async () => {
        const id = await addPlace(one);
        if (id) close(id);
        else none.textContent = say("place_refused");
      })));
      none.textContent = list.children.length ? "" : say(name ? "no_place" : "search_place");
    };
    const input = make("input", { type: "search", autofocus: true, "aria-label": say("search_place"), placeholder: say("search_place"), onkeydown: takesFirst(() => list), oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(draw, PAUSE);
    } });
    input.value = words;
    draw();
    const point = async () => {
      const found = await pickPoint(say("point_on_map"), null, true, known(input.value.trim()).length ? "" : input.value.trim());
      if (!found) return;
      const id = await addPlace(found);
      if (id) close(id);
      else none.textContent = say("place_refused");
    };
    return make("div", { class: "picker" }, input, none, list, make("button", { type: "button", class: "more", onclick: point }, say("point_on_map")),
      make("p", { class: "quiet" }, say("gazetteer")));
  });
}

function entry(name, more, act) {
  return make("li", {}, make("button", { type: "button", class: "place-entry", onclick: act }, make("b", {}, name), make("span", { class: "quiet" }, more)));
}

const known = (name) => found(Object.entries(store.state.cities), ([id, names]) => [id, ...names].join(" "), name).slice(0, KNOWN);

/** Return the id of the city of the registry that a place of the gazetteer is: it lies there, or near and has a name of it. */
const knownAt = (place) => citiesOnMap().find((one) => {
  const apart = Math.max(Math.abs(one.longitude - place.longitude), Math.abs(one.latitude - place.latitude));
  return apart < THERE || (apart < NEAR && store.state.cities[one.id]?.some((name) => name === place.name || name === place.usual));
})?.id;

/** Return what tells a place from others: its country, and where it lies if another there has its name. */
function told(place, others) {
  const language = document.documentElement.lang;
  const country = new Intl.DisplayNames([language], { type: "region" }).of(place.country);
  const words = [place.usual === place.name ? "" : place.usual, country].filter(Boolean).join(", ");
  if (others.filter((one) => one.name === place.name && one.country === place.country).length < 2) return words;
  const degrees = (value) => Math.abs(value).toLocaleString(language, { maximumFractionDigits: 2 });
  return `${words}, ${degrees(place.latitude)}° ${place.latitude < 0 ? "S" : "N"}, ${degrees(place.longitude)}° ${place.longitude < 0 ? say("west") : "E"}`;
}

/** Write a place into the registry of cities; return its id, or nothing where it was refused. */
export async function addPlace(place) {
  const before = new Set(Object.keys(store.state.cities));
  const value = { names: { [store.state.language || "fr"]: place.name }, country: place.country, latitude: place.latitude, longitude: place.longitude };
  if (await send({ op: "new-city", file: CITIES, path: [], value }) !== "ok") return "";
  announce(say("city_added", { name: place.name }));
  return Object.keys(store.state.cities).find((id) => !before.has(id)) ?? "";
}

/** Return the place of the gazetteer that a text names first, if it names one that is not in the registry. */
export async function placeIn(text) {
  const answer = await fetch(here(`/places?${new URLSearchParams({ text })}`)).catch(() => null);
  return answer?.ok ? (await answer.json())[0] ?? null : null;
}
