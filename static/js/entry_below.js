// The row beneath a cell: why it is not stored, what the checks say, and where to explain it; and
// the cell's mark.
"use strict";

(function (grid) {
  const form = grid.form;
  if (!form) {
    return;
  }

  function mark(cell) {
    const hard = cell.findings.some(function (finding) {
      return finding.hard;
    });
    if (cell.conflict) {
      return ["entry-wrong", "✕ 有冲突"];
    }
    if (cell.problems.length || hard) {
      return ["entry-wrong", cell.problems.length ? "✕ 未保存" : "✕ 须修改"];
    }
    if (grid.mustExplain(cell)) {
      return ["entry-asked", "⚠ 请说明"];
    }
    if (grid.isDirty(cell)) {
      return ["entry-unsaved", "…"];
    }
    if (cell.review) {
      return ["entry-review", cell.review];
    }
    return grid.isFilled(cell) ? ["entry-good", "✓"] : ["entry-empty", "未填"];
  }

  grid.mustExplain = function (cell) {
    return cell.findings.some(function (finding) {
      return !finding.hard && !finding.explained;
    });
  };

  // What is still to be done about a cell before handing in; empty where nothing is.
  grid.openWord = function (cell) {
    const shown = mark(cell);
    if (!cell.mayType) {
      return "";
    }
    if (shown[0] === "entry-wrong") {
      return "须修改";
    }
    if (shown[0] === "entry-asked") {
      return "请说明";
    }
    return grid.isFilled(cell) ? "" : "未填";
  };

  grid.showMark = function (cell) {
    const place = document.getElementById("cell-" + cell.id + "-mark");
    const shown = mark(cell);
    if (place && place.textContent.trim() !== shown[1]) {
      place.replaceChildren(grid.element("span", shown[0], shown[1]));
    }
  };

  function line(cell, finding) {
    const where = (cell.place ? cell.place + " " : "") + finding.columnName;
    const kind = finding.hard ? "✕ 强制：" : "⚠ 核实：";
    const text = kind + where + " — " + finding.message;
    const made = grid.element("p", finding.hard ? "entry-wrong" : "entry-asked", text);
    if (finding.explained) {
      made.append(" ", grid.element("span", "entry-explained", "已说明：" + finding.explained));
    }
    return made;
  }

  function explanation(cell, finding) {
    const template = document.getElementById("entry-explain-template");
    const place = template.content.firstElementChild.cloneNode(true);
    const reason = place.querySelector("select");
    const words = place.querySelector("input");
    const button = place.querySelector("button");
    [reason, words, button].forEach(function (field) {
      field.removeAttribute("name");
      field.removeAttribute("form");
    });
    reason.setAttribute("aria-label", grid.title(cell) + " 原因");
    words.setAttribute("aria-label", grid.title(cell) + " 说明");
    button.type = "button";
    const problem = grid.element("span", "entry-wrong", "");
    problem.setAttribute("role", "alert");
    place.append(problem);
    button.addEventListener("click", function () {
      const asked = { rule: finding.rule, reason_code: reason.value, text: words.value };
      problem.textContent = "";
      grid.explain(cell, asked).then(function (refusal) {
        problem.textContent = refusal;
      });
    });
    return place;
  }

  function parts(cell) {
    const made = [];
    if (cell.conflict) {
      made.push(grid.conflictLine(cell));
    }
    cell.problems.forEach(function (problem) {
      made.push(grid.element("p", "entry-wrong", "✕ 未保存：" + problem.message));
    });
    cell.findings.forEach(function (finding) {
      made.push(line(cell, finding));
      if (cell.mayType && !finding.hard && !finding.explained) {
        made.push(explanation(cell, finding));
      }
    });
    return made;
  }

  function markInputs(cell, describedBy) {
    const wrong = cell.problems.map(function (problem) {
      return problem.column;
    });
    ["numerator", "denominator", "value"].forEach(function (column) {
      const input = grid.input(cell, column);
      if (input && input.matches("input")) {
        const isWrong = wrong.includes(column) || Boolean(cell.conflict);
        input.classList.toggle("is-wrong", isWrong);
        input.setAttribute("aria-invalid", String(isWrong));
        input.setAttribute("aria-describedby", describedBy);
      }
    });
  }

  // Drawn anew only where something changed, so that nobody loses what he types there.
  grid.showBelow = function (cell) {
    const row = document.getElementById("cell-" + cell.id + "-below");
    const wanted = JSON.stringify([cell.conflict, cell.problems, cell.findings]);
    if (!row || cell.shownBelow === wanted) {
      return;
    }
    cell.shownBelow = wanted;
    const made = parts(cell);
    row.cells[0].replaceChildren.apply(row.cells[0], made);
    row.hidden = made.length === 0;
    markInputs(cell, made.length ? row.id : "");
  };

  grid.show = function (cell) {
    grid.showBelow(cell);
    grid.showMark(cell);
  };
})(window.entryGrid);
