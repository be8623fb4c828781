// Only improvements of what already works: keyboard focus on errors, no double sending, menus on a phone, revealed answers.
import {
  Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink, Tabs, createAll,
} from "./govuk-frontend.js";

for (const component of [
  Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink, Tabs,
]) {
  createAll(component);
}

// A link that works once carries its code behind the #, where no server sees it: put it into the form, and out of the address.
const fromLink = document.querySelector("input[data-from-link]");
function takeCodeFromLink() {
  if (!fromLink || location.hash.length < 2) return;
  fromLink.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
}
takeCodeFromLink();
addEventListener("hashchange", takeCodeFromLink);
