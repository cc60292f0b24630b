/**
 * Says so where the scripts of the form did not start: in a browser without modules, or where one of
 * them is missing, comes as the wrong type, or stops.
 *
 * A classic script in old syntax and without imports, because it has to run where they do not.
 */

(function () {
  "use strict";

  var TOO_OLD =
    "This browser is too old for the letter writer. Open this page in a current Edge, Chrome or Firefox. ";
  var STOPPED =
    "The scripts of this page did not start. Reload the page once. If that does not help, open it in a current " +
    "Edge, Chrome or Firefox, or ask your IT to copy the whole site folder to the server again and to send .js " +
    "files as text/javascript. ";
  var KEPT = "The form cannot write the letter until then: fill in the blank letter by hand.";

  window.addEventListener("load", function () {
    var $root = document.querySelector("[data-module=m1-engine-status]");
    // The modules have run, or never will, and the first thing that they do is to name a stage.
    if (!$root || $root.getAttribute("data-stage")) return;
    var $text = $root.querySelector("[role=status]");
    var $help = $root.querySelector("[data-help]");
    $root.setAttribute("data-stage", "failed");
    if ($text) $text.textContent = ("noModule" in document.createElement("script") ? STOPPED : TOO_OLD) + KEPT;
    if ($help) $help.removeAttribute("hidden");
  });
})();
