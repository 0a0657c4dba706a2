// Logging out on a shared computer leaves nothing of the entry grid behind in the browser.
"use strict";

document.addEventListener("submit", function (event) {
  const action = event.target.getAttribute("action") || "";
  if (!action.endsWith("/logout/")) {
    return;
  }
  try {
    Object.keys(localStorage).forEach(function (name) {
      if (name.startsWith("entry:")) {
        localStorage.removeItem(name);
      }
    });
  } catch (error) {
    // A browser that keeps nothing has nothing to forget.
  }
});
