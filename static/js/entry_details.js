// The row of details beneath a cell: closed until somebody asks for it.
"use strict";

(function (grid) {
  const form = grid.form;
  if (!form) {
    return;
  }
  const template = document.getElementById("entry-details-template");
  const COLUMNS = ["missing_kind", "expected_on", "status", "qualifier", "reference_period", "note"];

  function row(cell) {
    return document.querySelector('[data-details="' + cell.id + '"]');
  }

  function link(cell) {
    return document.querySelector('[data-more="' + cell.id + '"]');
  }

  function showExpected(cell) {
    const field = grid.input(cell, "expected_on");
    if (field) {
      field.closest("[data-expected]").hidden = cell.now.missing_kind !== "not_yet_produced";
    }
  }

  function evidence(cell, field) {
    const line = grid.element("span", "evidence-line", "");
    line.id = "evidence-" + cell.id;
    cell.evidence.forEach(function (file) {
      const made = grid.element("a", "evidence-file", file.name);
      made.href = form.dataset.file.replace("/0/", "/" + file.id + "/");
      made.setAttribute("download", "");
      line.append(made, " ");
    });
    const place = "/" + cell.return + "/cells/" + cell.id + "/";
    const address = form.dataset.evidence.replace("/0/cells/0/", place);
    const words = cell.evidence.length ? "增减佐证材料" : "添加佐证材料";
    const change = grid.element("a", "evidence-change", words);
    change.href = address;
    change.setAttribute("hx-get", address);
    change.setAttribute("hx-target", "#evidence-panel");
    change.setAttribute("hx-swap", "innerHTML");
    line.append(change);
    field.replaceChildren(line);
    window.htmx.process(line);
  }

  function make(cell) {
    const below = document.getElementById("cell-" + cell.id + "-below");
    const made = document.createElement("tr");
    made.className = "entry-details";
    made.dataset.details = cell.id;
    const place = made.insertCell();
    place.colSpan = below.cells[0].colSpan;
    place.append(template.content.cloneNode(true));
    COLUMNS.forEach(function (column) {
      const field = place.querySelector('[name="cell-0-' + column + '"]');
      field.id = field.name = "cell-" + cell.id + "-" + column;
      field.value = cell.now[column] || "";
      if (column === "reference_period") {
        field.placeholder = cell.period;
      }
    });
    place.querySelector("[role=group]").setAttribute("aria-label", grid.title(cell) + " 更多");
    evidence(cell, place.querySelector(".entry-evidence"));
    below.after(made);
    return made;
  }

  grid.openDetails = function (cell) {
    const shown = row(cell) || make(cell);
    shown.hidden = false;
    shown.querySelector("[data-written]").textContent = cell.written;
    link(cell).setAttribute("aria-expanded", "true");
    showExpected(cell);
    shown.querySelector("select").focus();
  };

  grid.closeDetails = function (cell) {
    const shown = row(cell);
    if (!shown || shown.hidden) {
      return;
    }
    shown.hidden = true;
    link(cell).setAttribute("aria-expanded", "false");
    grid.firstInput(cell).focus();
  };

  grid.toggleDetails = function (cell) {
    const shown = row(cell);
    if (shown && !shown.hidden) {
      grid.closeDetails(cell);
    } else {
      grid.openDetails(cell);
    }
  };

  grid.showSummary = function (cell, words) {
    const place = document.getElementById("cell-" + cell.id + "-summary");
    const parts = words.map(function (word) {
      return grid.element("span", "", word);
    });
    place.replaceChildren.apply(place, parts);
  };

  document.addEventListener("click", function (event) {
    const more = event.target.closest("[data-more]");
    if (more) {
      event.preventDefault();
      grid.toggleDetails(grid.cells.get(Number(more.dataset.more)));
    }
    const toggle = event.target.closest("[data-toggle]");
    if (toggle) {
      const isOpen = toggle.getAttribute("aria-expanded") !== "true";
      toggle.setAttribute("aria-expanded", String(isOpen));
      grid.fold(toggle.dataset.toggle, !isOpen);
    }
  });

  // Fold the groups of an indicator away, with everything beneath them.
  grid.fold = function (indicator, isFolded) {
    const lines = document.querySelectorAll('.entry-group[data-indicator="' + indicator + '"]');
    lines.forEach(function (line) {
      line.hidden = isFolded;
      const cell = grid.cells.get(Number(line.id.replace("cell-", "")));
      document.getElementById(line.id + "-below").classList.toggle("is-folded", isFolded);
      if (isFolded && row(cell)) {
        row(cell).hidden = true;
      }
    });
  };

  document.addEventListener("change", function (event) {
    const slot = grid.slotOf(event.target);
    if (slot && slot.column === "missing_kind") {
      showExpected(slot.cell);
    }
  });

  document.addEventListener("keydown", function (event) {
    const shown = event.target.closest("[data-details]");
    if (shown && event.key === "Escape") {
      grid.closeDetails(grid.cells.get(Number(shown.dataset.details)));
    }
  });
})(window.entryGrid);
