// What was typed and is not stored yet lies in this browser too, by account, return and cell with
// its version: a killed tab loses nothing. It goes once it is stored, and on logging out.
"use strict";

(function (grid) {
  const form = grid.form;
  if (!form) {
    return;
  }
  const PREFIX = "entry:";
  const KEPT_DAYS = 30;
  const mine = PREFIX + form.dataset.account + ":";

  function key(cell) {
    return mine + cell.return + ":" + cell.id;
  }

  function guarded(act) {
    try {
      return act();
    } catch (error) {
      return null; // a browser that keeps nothing: the page holds the cells all the same
    }
  }

  function keys() {
    const found = [];
    for (let place = 0; place < localStorage.length; place += 1) {
      const name = localStorage.key(place);
      if (name.startsWith(PREFIX)) {
        found.push(name);
      }
    }
    return found;
  }

  function read(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch (error) {
      return null;
    }
  }

  grid.keep = function (cell) {
    guarded(function () {
      if (!grid.isDirty(cell)) {
        localStorage.removeItem(key(cell));
        return;
      }
      const draft = { version: cell.version, typed: cell.now, at: Date.now() };
      localStorage.setItem(key(cell), JSON.stringify(draft));
    });
  };

  // The drafts of this account for cells of this page that still differ from what is stored.
  grid.drafts = function () {
    return guarded(function () {
      const drafts = [];
      keys().forEach(function (name) {
        const draft = read(name);
        if (!draft || Date.now() - draft.at > KEPT_DAYS * 24 * 3600 * 1000) {
          localStorage.removeItem(name);
          return;
        }
        const cell = grid.cells.get(Number(name.split(":")[3]));
        if (!name.startsWith(mine) || !cell) {
          return;
        }
        const current = Object.assign({}, cell, { now: draft.typed });
        if (grid.isDirty(current)) {
          drafts.push({ cell: cell, version: draft.version, typed: draft.typed, at: draft.at });
        } else {
          localStorage.removeItem(name);
        }
      });
      return drafts;
    }) || [];
  };

  grid.forget = function (cell) {
    guarded(function () {
      localStorage.removeItem(key(cell));
    });
  };
})(window.entryGrid);
