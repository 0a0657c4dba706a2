// Draws each place marked data-chart from the JSON whose id it names. The one caller of Plotly.
(function () {
  "use strict";

  // plotly.js 4 offers to upload charts to a cloud unless told otherwise.
  const CONFIG = {
    showSendToCloud: false,
    displaylogo: false,
    locale: "zh-CN",
    responsive: true,
    displayModeBar: "hover",
    modeBarButtons: [["toImage"]],
  };
  const PRINTED_WIDTH = 640;

  function draw(place) {
    if (place.dataset.drawn) {
      return;
    }
    place.dataset.drawn = "yes";
    const figure = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    const still = "chartStill" in place.dataset;
    Plotly.newPlot(place, figure.data, figure.layout, { ...CONFIG, staticPlot: still });
  }

  document.addEventListener("DOMContentLoaded", function () {
    const places = Array.from(document.querySelectorAll("[data-chart]"));
    const seen = new IntersectionObserver(
      function (entries) {
        entries.filter((entry) => entry.isIntersecting).forEach((entry) => draw(entry.target));
      },
      { rootMargin: "300px" },
    );
    places.forEach((place) => seen.observe(place));

    window.addEventListener("beforeprint", function () {
      places.forEach(function (place) {
        draw(place);
        if (place.clientWidth > PRINTED_WIDTH) {
          Plotly.relayout(place, { width: PRINTED_WIDTH });
        }
      });
    });
    window.addEventListener("afterprint", function () {
      places.forEach((place) => Plotly.relayout(place, { width: null, autosize: true }));
    });
  });
})();
