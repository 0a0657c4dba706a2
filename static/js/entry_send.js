// Requests of the entry grid: JSON both ways, in the name of the account that typed.
"use strict";

(function (grid) {
  const form = grid.form;
  if (!form) {
    return;
  }
  const GIVE_UP_AFTER = 20000;

  // As the newest log-in of this browser left it, also one in another tab.
  grid.token = function () {
    const name = form.dataset.csrfCookie;
    const pair = document.cookie.split("; ").find(function (each) {
      return each.startsWith(name + "=");
    });
    return pair ? pair.slice(name.length + 1) : "";
  };

  grid.post = function (address, body) {
    const control = new AbortController();
    const limit = setTimeout(function () {
      control.abort();
    }, GIVE_UP_AFTER);
    return fetch(address, {
      method: "POST",
      body: JSON.stringify(body),
      signal: control.signal,
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-Account": form.dataset.account,
        "X-CSRFToken": grid.token(),
      },
    }).finally(function () {
      clearTimeout(limit);
    });
  };
})(window.entryGrid);
