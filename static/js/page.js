// Small behaviours that any page may ask for with data- attributes.
(function () {
  "use strict";

  // A select with data-submit-on-change sends its form at once; the button stays for no script.
  document.addEventListener("change", function (event) {
    const field = event.target.closest("[data-submit-on-change]");
    if (field) {
      field.form.requestSubmit();
    }
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) {
      window.print();
    }
  });
})();
